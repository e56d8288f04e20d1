//! Links that are handed to enterprises: what is kept of one, when it opens, and what is told where it does not.

use super::{desk, everything, now};
use qizhang::access::{AccessError, Desk, Entry, HandedLink, Password, Role, Scope, Shut};
use qizhang::value::{Day, Digest, Uscc};
use tempfile::TempDir;

fn subject() -> Uscc {
    Uscc::parse("91110108551385082Q").unwrap()
}

fn other_subject() -> Uscc {
    Uscc::parse("91110114000000027L").unwrap()
}

fn code<T: std::fmt::Debug>(result: Result<T, AccessError>) -> &'static str {
    result.unwrap_err().complaint().code
}

#[test]
fn what_opens_a_link_is_told_once_and_only_its_digest_is_kept() {
    let folder = TempDir::new().unwrap();
    let desk = desk(&folder, "qizhang/a");
    assert!(desk.links(None).unwrap().is_empty() && !desk.path().exists(), "a look makes nothing");
    let first = desk.hand(subject(), now().day(), now(), "wang.li").unwrap();
    let second = desk.hand(subject(), now().day(), now(), "wang.li").unwrap();
    let other = desk.hand(other_subject(), now().day(), now(), "li.hua").unwrap();
    let secret = first.secret.told();
    assert!(secret.len() == 67 && secret != second.secret.told(), "{secret}");
    assert_eq!(desk.links(Some(subject())).unwrap(), [first.link.clone(), second.link.clone()]);
    assert_eq!(desk.links(None).unwrap(), [first.link, second.link, other.link], "the oldest first");
    let kept = everything(desk.path());
    let has = |text: &str| kept.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(has(&Digest::of(secret.as_bytes()).to_string()) && has("wang.li") && has(subject().as_str()));
    assert!(!has(secret) && !has(&secret[3..]), "what opens it stands nowhere");
    assert!(!format!("{:?}", first.secret).contains(&secret[3..]));
}

#[test]
fn a_link_opens_on_its_days_for_its_ledger_until_it_is_revoked() {
    let folder = TempDir::new().unwrap();
    let own = desk(&folder, "qizhang/a");
    let (today, tomorrow) = (now().day(), now().day().next());
    let handed = own.hand(subject(), tomorrow, now(), "wang.li").unwrap();
    let shown = handed.secret.told();
    for (day, opens) in [(today, true), (tomorrow, true), (tomorrow.next(), false)] {
        match own.opened(shown, day) {
            Ok(link) => assert!(opens && link.subject == subject() && link.id == handed.link.id, "{day}"),
            Err(error) => assert!(!opens && error.complaint().code == "link-expired", "{day}: {error:?}"),
        }
    }
    let guessed = format!("qz_{}", Digest::of(b"guess"));
    let long = format!("{shown}0");
    for wrong in ["", "x", &guessed, &shown[..66], &shown[3..], &shown.to_uppercase(), &long, &format!(" {shown}")] {
        assert_eq!(code(own.opened(wrong, today)), "link-unknown", "{wrong}");
    }
    assert_eq!(code(desk(&folder, "qizhang/b").opened(shown, today)), "desk-of-other-ledger");
    // A token opens no notice, and what opens one is no token.
    let token = own.issue(("hr-system", &[Scope::Read], tomorrow), now(), "clerk").unwrap();
    assert_eq!(code(own.opened(token.secret.told(), today)), "link-unknown");
    assert!(matches!(own.admit(Some(shown), qizhang::access::Action::Look, today), Err(AccessError::Unknown)));
    let id = &*handed.link.id;
    assert_eq!(own.revocable_link(&id[..4]).unwrap(), handed.link, "looked at and not done");
    assert!(own.opened(shown, today).is_ok());
    let revoked = own.revoke_link(&id[..4], now(), "li.hua").unwrap();
    assert_eq!(revoked.revoked, Some((now(), "li.hua".into())));
    assert_eq!(code(own.opened(shown, today)), "link-revoked");
    assert_eq!(code(own.opened(shown, tomorrow.next())), "link-revoked", "the sooner reason is told");
    assert_eq!(code(own.revoke_link(id, now(), "li.hua")), "link-revoked-before");
    for none in ["", "zz", &token.token.id] {
        assert_eq!(code(own.revoke_link(none, now(), "li.hua")), "no-such-link", "{none}");
    }
    assert_eq!(own.links(None).unwrap(), [revoked], "who revoked it is kept");
}

#[test]
fn it_opens_for_a_year_at_most_and_not_before_today() {
    let folder = TempDir::new().unwrap();
    let desk = desk(&folder, "qizhang/a");
    let rows = [
        ("2027-01-04", Some("link-until-past")),
        ("2027-01-05", None),
        ("2028-01-06", None),
        ("2028-01-07", Some("link-until-far")),
    ];
    for (until, refused) in rows {
        let until = Day::parse(until).unwrap();
        let tried = Desk::may_open_until(until, now()).err().map(|error| error.complaint().code);
        assert_eq!(tried, refused, "{until}");
        let handed = desk.hand(subject(), until, now(), "wang.li");
        assert_eq!(
            handed.map(|handed| handed.link.until).map_err(|error| error.complaint().code),
            refused.map_or(Ok(until), Err)
        );
    }
    assert_eq!(desk.links(None).unwrap().len(), 2, "what is refused leaves nothing");
    let far = Shut::Far { until: Day::parse("2028-01-07").unwrap(), last: Day::parse("2028-01-06").unwrap() };
    assert!(
        AccessError::from(far).complaint().remedy.en.contains("2028-01-06"),
        "the remedy names the last day there is"
    );
}

#[test]
fn a_desk_that_a_link_began_is_one_and_a_restart_finds_it_as_it_was() {
    let folder = TempDir::new().unwrap();
    let first = desk(&folder, "qizhang/a");
    let handed = first.hand(subject(), now().day(), now(), "wang.li").unwrap();
    first
        .add_user(("li.hua", Role::Recorder), &Password::typed("four words of nothing".to_owned()), now(), "clerk")
        .unwrap();
    let again = desk(&folder, "qizhang/a");
    let standing = again.standing().unwrap();
    assert_eq!((standing.links.len(), standing.users.len(), standing.tokens.len()), (1, 1, 0));
    let mut entries = Vec::new();
    again
        .entries(&mut |_, entry| {
            entries.push(entry);
            true
        })
        .unwrap();
    let HandedLink { id, .. } = &handed.link;
    assert!(matches!(&entries[0], Entry::LinkHanded(link) if link.id == *id), "{entries:?}");
    assert!(again.opened(handed.secret.told(), now().day()).is_ok());
}

#[test]
fn each_opens_its_own_subject_and_nobody_elses() {
    let folder = TempDir::new().unwrap();
    let desk = desk(&folder, "qizhang/a");
    let rows = [subject(), other_subject(), subject()].map(|code| (code, desk.hand(code, now().day(), now(), "clerk")));
    for (code, handed) in rows {
        let handed = handed.unwrap();
        let opened = desk.opened(handed.secret.told(), now().day()).unwrap();
        assert_eq!((opened.subject, &opened.id), (code, &handed.link.id));
    }
    // A desk that is not told whose it is opens nothing.
    let handed = desk.hand(subject(), now().day(), now(), "clerk").unwrap();
    let nobodys = self::desk(&folder, "");
    assert_eq!(nobodys.links(None).unwrap().len(), 4, "it reads");
    assert_eq!(code(nobodys.opened(handed.secret.told(), now().day())), "link-unknown");
}

#[test]
fn what_opens_it_is_drawn_anew_to_the_last_letter() {
    let folder = TempDir::new().unwrap();
    let desk = desk(&folder, "qizhang/a");
    let drawn: Vec<_> =
        (0..24).map(|_| desk.hand(subject(), now().day(), now(), "clerk").unwrap().secret.told().to_owned()).collect();
    for at in 3..67 {
        assert!(drawn.iter().any(|own| own.as_bytes()[at] != drawn[0].as_bytes()[at]), "letter {at} is always one");
    }
    assert!(drawn.iter().all(|own| own.starts_with("qz_") && own.len() == 67));
}

/// Of seventeen two begin alike.
#[test]
fn a_beginning_that_two_have_revokes_neither() {
    let folder = TempDir::new().unwrap();
    let desk = desk(&folder, "qizhang/a");
    let ids: Vec<_> = (0..17).map(|_| desk.hand(subject(), now().day(), now(), "clerk").unwrap().link.id).collect();
    let alike = ids.iter().find(|id| ids.iter().filter(|own| own[..1] == id[..1]).count() > 1).unwrap();
    assert_eq!(code(desk.revoke_link(&alike[..1], now(), "li.hua")), "no-such-link");
    assert!(desk.links(None).unwrap().iter().all(|link| link.revoked.is_none()));
    assert_eq!(desk.revoke_link(alike, now(), "li.hua").unwrap().id, *alike, "its whole name is its own");
    assert_eq!(desk.links(None).unwrap().iter().filter(|link| link.revoked.is_some()).count(), 1);
}

#[test]
fn of_many_who_revoke_it_at_once_one_has_done_it() {
    let folder = TempDir::new().unwrap();
    let desk = desk(&folder, "qizhang/a");
    for _ in 0..8 {
        let id = desk.hand(subject(), now().day(), now(), "clerk").unwrap().link.id;
        let together = std::sync::Barrier::new(4);
        let done: Vec<_> = std::thread::scope(|scope| {
            let all = ["a", "b", "c", "d"].map(|by| {
                let (desk, id, together) = (&desk, &id, &together);
                scope.spawn(move || {
                    together.wait();
                    desk.revoke_link(id, now(), by)
                })
            });
            all.into_iter().map(|one| one.join().unwrap()).collect()
        });
        let (did, late): (Vec<_>, Vec<_>) = done.into_iter().partition(Result::is_ok);
        assert_eq!((did.len(), late.len()), (1, 3));
        assert!(late.into_iter().all(|late| code(late) == "link-revoked-before"));
        let kept = desk.links(None).unwrap().into_iter().find(|link| link.id == id).unwrap();
        assert_eq!(kept, did.into_iter().next().unwrap().unwrap(), "who is told that he did it is who is kept");
    }
}
