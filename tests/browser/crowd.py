"""A thousand connections that come slowly, and a body of a gibibyte, beside whom others read as before."""

import socket
import sys
import threading
import time
import urllib.error
import urllib.request

HOST, PORT, TOKEN = sys.argv[1], int(sys.argv[2]), sys.argv[3]
SLOW, READS, GIBIBYTE = 1000, 200, 1 << 30
wrong = []


def slow(stopped, there):
    """Opens connections that each send a letter of a request now and then; those the server closes are opened anew."""
    request = f"GET / HTTP/1.1\r\nHost: {HOST}:{PORT}\r\nX-Slow: ".encode()
    held, opened = [], 0
    while not stopped.is_set():
        while len(held) < SLOW:
            try:
                one = socket.create_connection((HOST, PORT), timeout=5)
                one.sendall(request)
                held.append(one)
                opened += 1
            except OSError:
                break
        if len(held) == SLOW:
            there.set()
        for one in list(held):
            try:
                one.sendall(b"a")
            except OSError:
                held.remove(one)
        stopped.wait(0.5)
    for one in held:
        one.close()
    return opened


def huge(chunked, told):
    """Sends a body of a gibibyte as an append would, until the server has enough."""
    one = socket.create_connection((HOST, PORT), timeout=60)
    length = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {GIBIBYTE}"
    one.sendall(
        f"POST /api/v1/events HTTP/1.1\r\nHost: {HOST}:{PORT}\r\nAuthorization: Bearer {TOKEN}\r\n"
        f"Content-Type: application/json\r\nIdempotency-Key: \"huge-{chunked}\"\r\n{length}\r\n\r\n".encode()
    )
    piece, sent = b" " * (1 << 16), 0
    try:
        while sent < GIBIBYTE:
            one.sendall(b"10000\r\n" + piece + b"\r\n" if chunked else piece)
            sent += len(piece)
    except OSError:
        pass
    try:
        status = one.recv(64).split(b" ")[1:2]
    except OSError:
        status = [b"closed"]
    told.append((chunked, sent, (status or [b"closed"])[0].decode()))
    one.close()


def read():
    """A page, as somebody at a desk asks for it; how long it took."""
    begun = time.monotonic()
    with urllib.request.urlopen(f"http://{HOST}:{PORT}/subjects/91110108551385082Q?on=2026-12-31", timeout=30) as answer:
        if answer.status != 200 or b"</html>" not in answer.read():
            wrong.append(f"a page was not whole: {answer.status}")
    return time.monotonic() - begun


def main():
    alone = sorted(read() for _ in range(READS))
    stopped, there, told, opened = threading.Event(), threading.Event(), [], []
    crowd = threading.Thread(target=lambda: opened.append(slow(stopped, there)))
    bodies = [threading.Thread(target=huge, args=(chunked, told)) for chunked in (False, True)]
    for one in (crowd, *bodies):
        one.start()
    if not there.wait(60):
        wrong.append(f"there were never {SLOW} slow connections at once")
    # Longer than the server waits for the head of a request: whoever is cut off has come back meanwhile.
    beside, until = [], time.monotonic() + 15
    while time.monotonic() < until:
        try:
            beside.append(read())
        except (urllib.error.URLError, OSError) as error:
            wrong.append(f"a page was not given: {error}")
        time.sleep(0.02)
    for one in bodies:
        one.join()
    stopped.set()
    crowd.join()
    for chunked, sent, status in told:
        if status not in ("413", "408", "closed") or sent >= GIBIBYTE:
            wrong.append(f"a gibibyte (chunked: {chunked}) was answered {status} after {sent} bytes")
    beside.sort()
    if beside and beside[-1] > 5:
        wrong.append(f"a page came after {beside[-1]:.1f} seconds")

    def middle(times):
        return f"{times[len(times) // 2] * 1000:.1f} ms, at most {times[-1] * 1000:.1f} ms" if times else "none"

    bodies = ", ".join(f"{status} after {sent >> 10} KiB" for _, sent, status in told)
    print(f"crowd: {len(beside)} pages read beside {SLOW} slow connections ({opened[0]} opened) and two bodies of a gibibyte ({bodies}); "
          f"median {middle(alone)} alone, {middle(beside)} beside them")
    for fault in wrong[:5]:
        print(f"  WRONG: {fault}")
    sys.exit(1 if wrong else 0)


main()
