"""Records the events of a file, one JSON object a line, in a ledger served with --write.

    QIZHANG_TOKEN=qz_… python3 append.py http://127.0.0.1:7480 facts.jsonl \
        --unless payment.made enterprise:91110108551385082Q

Run it as often as you like: the key follows from the file, so it is recorded once. With --unless
nothing is recorded when such an event came in after the ledger was looked at, or after --after.
"""
import argparse, hashlib, json, os, sys, time
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import ProxyHandler, Request, build_opener

BUSY = (408, 503)  # try again later, under the same key


def ask(address, body=None, headers=None):
    """The head and the body of an answer; what breaks off on the way is asked once more."""
    headers = {"Authorization": "Bearer " + os.environ["QIZHANG_TOKEN"], **(headers or {})}
    for attempt in range(5):
        try:
            request = Request(address, body, headers)
            with build_opener(ProxyHandler({})).open(request, timeout=60) as answer:
                return answer.headers, answer.read().decode()
        except HTTPError as error:
            if error.code not in BUSY or attempt == 4:
                raise
        except URLError:
            if attempt == 4:
                raise
        time.sleep(2**attempt)


def main():
    form = argparse.RawTextHelpFormatter
    words = argparse.ArgumentParser(description=__doc__, formatter_class=form)
    words.add_argument("base")
    words.add_argument("file")
    words.add_argument("--unless", nargs=2, metavar=("TYPE", "TAG"))
    words.add_argument("--after", type=int, help="decided on what was known up to here")
    given = words.parse_args()
    text = open(given.file, "rb").read()
    batch = {"events": [json.loads(line) for line in text.splitlines() if line.strip()]}
    try:
        if given.unless:
            kind, tag = given.unless
            query = urlencode({"type": kind, "tag": tag, "limit": 1})
            head, _ = ask(f"{given.base}/api/v1/events?{query}")
            after = int(head["Qizhang-Head"]) if given.after is None else given.after
            batch["condition"] = {"after": after, "query": [{"types": [kind], "tags": [tag]}]}
        key = '"' + hashlib.sha256(text).hexdigest() + '"'
        send = {"Content-Type": "application/json", "Idempotency-Key": key}
        print(ask(f"{given.base}/api/v1/events", json.dumps(batch).encode(), send)[1], end="")
    except HTTPError as error:
        problem = json.load(error)
        told = (problem.get(name, "") for name in ("code", "title", "detail", "events"))
        sys.exit(" ".join(map(str, told)))


main()
