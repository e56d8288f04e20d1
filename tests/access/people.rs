//! Users: what each role allows, what is kept of a password, who is signed in and for how long.

use super::{desk, now};
use qizhang::access::{Deed, Desk, Entry, Password, Person, PersonError, Role, Shown, SignIns};
use qizhang::value::{Instant, TypeName};
use std::sync::Arc;
use tempfile::TempDir;

const GOOD: &str = "four words of nothing";

fn password(text: &str) -> Password {
    Password::typed(text.to_owned())
}

fn later(minutes: i64) -> Instant {
    now().plus_millis(minutes * 60_000)
}

/// Every cell of the table, written out once more by hand.
#[test]
fn each_role_allows_what_it_is_for_and_nothing_else() {
    // Look, Suppose, Record, Review, Pay, Find, Govern, Manage, Oversee, HandOut.
    let rows = [
        (Role::Recorder, "++1......1"),
        (Role::Reviewer, "++.1......"),
        (Role::Finance, "++..1....."),
        (Role::Auditor, "++...1..1."),
        (Role::Analyst, ".+........"),
        (Role::Administrator, "++....1111"),
    ];
    assert_eq!(rows.map(|(role, _)| role), Role::ALL, "a row is missing");
    for (role, cells) in rows {
        assert_eq!(cells.len(), Deed::ALL.len(), "a cell is missing");
        for (deed, cell) in Deed::ALL.into_iter().zip(cells.chars()) {
            assert_eq!(role.allows(deed), cell != '.', "{role:?} {deed:?}");
            assert_eq!(
                deed.roles().any(|own| own == role),
                cell != '.',
                "a refusal names the roles that help: {deed:?}"
            );
        }
        assert!(!(role.allows(Deed::Record) && role.allows(Deed::Review)), "{role:?} would review what it recorded");
        assert!(!(role.allows(Deed::Pay) && role.allows(Deed::Review)), "{role:?}");
        assert_eq!(Role::parse(role.name()), Some(role));
    }
    assert!(Role::parse("root").is_none() && Role::parse("").is_none(), "what is not known is not allowed");
    let deed = |name: &str| Deed::of_type(&TypeName::parse(name).unwrap());
    assert_eq!(deed("payment.made"), Deed::Pay);
    assert_eq!(deed("grant.approved"), Deed::Pay);
    assert_eq!(deed("clawback.ordered"), Deed::Pay);
    assert_eq!(deed("audit.finding_closed"), Deed::Find);
    assert_eq!(deed("policy.issued"), Deed::Govern);
    assert_eq!(deed("event_type.registered"), Deed::Govern);
    assert_eq!(deed("hightech.certified"), Deed::Record);
    assert_eq!(deed("paymentlike.made"), Deed::Record, "a family is a whole word");
}

#[test]
fn a_user_is_kept_without_his_password_and_known_by_it() {
    let folder = TempDir::new().unwrap();
    let desk = desk(&folder, "one");
    let user = desk.add_user(("Wang Li", Role::Recorder), &password(GOOD), now(), "clerk").unwrap();
    assert!(!format!("{user:?} {:?}", password(GOOD)).contains("argon2") && !format!("{user:?}").contains(GOOD));
    let (name, role) = desk.recognised(" wang li", &password(GOOD)).unwrap();
    assert_eq!((&*name, role), ("Wang Li", Role::Recorder));
    for (name, word) in [("Wang Li", "four words of nothinG"), ("Wang Li", ""), ("Li Wang", GOOD), ("", GOOD)] {
        let refused = desk.recognised(name, &password(word));
        assert!(matches!(refused, Err(PersonError::WrongSignIn)), "{name} {word}: {refused:?}");
    }
    // A desk that lies beside another ledger than its own lets nobody in.
    let other = Desk::beside(&folder.path().join("a.ledger"), "two");
    let refused = other.recognised("Wang Li", &password(GOOD)).unwrap_err();
    assert_eq!(refused.complaint().code, "desk-of-other-ledger");
    let taken = desk.add_user(("WANG LI", Role::Reviewer), &password(GOOD), now(), "clerk");
    assert!(matches!(taken, Err(PersonError::UserExists { .. })), "{taken:?}");
    let mut bytes = Vec::new();
    let mut open = vec![desk.path().to_owned()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else {
            bytes.extend(std::fs::read(path).unwrap());
        }
    }
    let found = |wanted: &str| bytes.windows(wanted.len()).any(|piece| piece == wanted.as_bytes());
    assert!(found("$argon2id$v=19$m=19456,t=2,p=1$") && !found(GOOD), "what is kept is not what was typed");
}

#[test]
fn a_password_will_do_or_is_told_why_not() {
    let long = "字".repeat(257);
    let rows = [
        ("short", "password-too-short"),
        ("九个汉字不够的啊呀", "password-too-short"),
        ("aaaaaaaaaaaaaaa", "password-too-plain"),
        ("my wang.li word", "password-too-plain"),
        ("password12", "password-too-plain"),
        ("P@ssw0rd2026", "password-too-plain"),
        ("1234567890", "password-too-plain"),
        ("qwerty123456", "password-too-plain"),
        (long.as_str(), "password-too-long"),
    ];
    for (word, code) in rows {
        let refused = password(word).will_do("Wang.Li").unwrap_err();
        assert_eq!(refused.complaint().code, code, "{word}");
        let told = refused.complaint();
        let all = format!("{refused:?}{}{}{}", told.what.zh, told.why.zh, told.remedy.en);
        assert!(!all.contains(word), "a refusal does not repeat it: {all}");
    }
    assert!(password("this password is a long one").will_do("x").is_ok(), "such a word may stand among others");
    assert!(password("十个汉字正好够用了吗").will_do("x").is_ok() && password(GOOD).will_do("x").is_ok());
}

#[test]
fn a_closed_user_and_a_new_password_end_what_was_begun() {
    let folder = TempDir::new().unwrap();
    let desk = desk(&folder, "one");
    for name in ["a.a", "b.b"] {
        desk.add_user((name, Role::Finance), &password(GOOD), now(), "clerk").unwrap();
    }
    let person = |name: &str| Person { name: name.into(), role: Role::Finance, since: later(1) };
    assert!(desk.still(&person("a.a")).is_ok());
    assert!(desk.still(&Person { role: Role::Recorder, ..person("a.a") }).is_err(), "another role is another person");
    desk.close_user("A.A", later(2), "clerk").unwrap();
    assert!(matches!(desk.still(&person("a.a")), Err(PersonError::NotSignedIn)));
    assert!(matches!(desk.recognised("a.a", &password(GOOD)), Err(PersonError::WrongSignIn)));
    assert!(matches!(desk.close_user("a.a", later(3), "clerk"), Err(PersonError::ClosedBefore { .. })));
    assert!(matches!(desk.set_password("a.a", &password(GOOD), later(3), "x"), Err(PersonError::ClosedBefore { .. })));
    assert!(matches!(
        desk.add_user(("a.a", Role::Finance), &password(GOOD), later(3), "x"),
        Err(PersonError::UserExists { .. })
    ));
    let unknown = desk.close_user("b.c", later(3), "clerk").unwrap_err();
    assert!(unknown.complaint().remedy.en.contains("b.b"), "{unknown:?}");
    desk.set_password("b.b", &password("other words than before"), later(2), "clerk").unwrap();
    assert!(matches!(desk.still(&person("b.b")), Err(PersonError::NotSignedIn)));
    assert!(desk.recognised("b.b", &password(GOOD)).is_err());
    assert!(desk.recognised("b.b", &password("other words than before")).is_ok());
    let mut kinds = Vec::new();
    desk.entries(&mut |_, entry| {
        kinds.push(match entry {
            Entry::UserAdded(_) => "added",
            Entry::PasswordSet { .. } => "password",
            Entry::UserClosed { .. } => "closed",
            Entry::Issued(_)
            | Entry::Revoked { .. }
            | Entry::LinkHanded(_)
            | Entry::LinkRevoked { .. }
            | Entry::Pseudonyms { .. }
            | Entry::Wrote(_) => "other",
        });
        true
    })
    .unwrap();
    assert_eq!(kinds, ["added", "added", "closed", "password"]);
}

#[test]
fn signing_in_ends_by_itself() {
    let ins = SignIns::default();
    let name: Arc<str> = "wang.li".into();
    let shown = ins.begin(&name, Role::Recorder, now()).unwrap();
    let asked = |shown: &Shown, minutes: i64| ins.person(shown, later(minutes)).map(|person| person.role);
    assert_eq!(asked(&Shown::parse(&shown.told()).unwrap(), 29), Some(Role::Recorder));
    assert_eq!(asked(&shown, 58), Some(Role::Recorder), "asking keeps it going");
    assert_eq!(asked(&shown, 88), None, "thirty minutes without a page end it");
    assert_eq!(asked(&shown, 59), None, "and it does not come back");
    let shown = ins.begin(&name, Role::Recorder, now()).unwrap();
    assert!((1..24).all(|step| asked(&shown, step * 20).is_some()));
    assert_eq!(asked(&shown, 480), None, "eight hours end it, whatever was done");
    let shown = ins.begin(&name, Role::Recorder, now()).unwrap();
    assert!(ins.end(&shown).is_some() && asked(&shown, 0).is_none());
    assert_eq!(asked(&Shown::draw().unwrap(), 0), None, "nobody has what was never given");
    assert_eq!(format!("{shown:?}"), "Shown(…)");
    assert!(Shown::parse("").is_none() && Shown::parse("xyz").is_none());
    assert_ne!(shown.form("/record/a.b"), shown.form("/record/a.c"), "a form is of one page");
    assert_ne!(shown.form("/record/a.b"), ins.begin(&name, Role::Recorder, now()).unwrap().form("/record/a.b"));
}

#[test]
fn a_name_that_fails_too_often_has_to_wait() {
    let ins = SignIns::default();
    for _ in 0..4 {
        ins.failed("Wang.Li", now());
        assert!(ins.may_try("wang.li", now()).is_ok());
    }
    ins.failed("wang.li", now());
    let waits = |minutes: i64| match ins.may_try("wang.li", later(minutes)) {
        Err(PersonError::LockedOut { minutes }) => Some(minutes),
        _ => None,
    };
    assert_eq!((waits(0), waits(10), waits(15)), (Some(15), Some(5), None));
    assert!(ins.may_try("zhang.san", now()).is_ok(), "others go on");
    // Signing in forgets what failed before.
    ins.failed("zhang.san", now());
    let _ = ins.begin(&"zhang.san".into(), Role::Auditor, now()).unwrap();
    (0..4).for_each(|_| ins.failed("zhang.san", now()));
    assert!(ins.may_try("zhang.san", now()).is_ok());
}

/// What makes pseudonyms is made once, however often and by whomever it is first wanted, and stands in no message.
#[test]
fn pseudonyms_are_made_once_for_a_desk() {
    let dir = tempfile::tempdir().unwrap();
    let desk = Desk::beside(&dir.path().join("a.ledger"), "a");
    assert!(desk.made_pseudonyms().unwrap().is_none());
    assert!(desk.pseudonyms(now()).is_err(), "nobody who sees any is a user without a desk");
    desk.add_user(("a.a", Role::Analyst), &password(GOOD), now(), "clerk").unwrap();
    assert!(desk.made_pseudonyms().unwrap().is_none(), "nobody wanted any yet");
    let wanted: Vec<_> = std::thread::scope(|scope| {
        let wants: Vec<_> = (0..4).map(|_| scope.spawn(|| desk.pseudonyms(now()).unwrap())).collect();
        wants.into_iter().map(|wants| wants.join().unwrap()).collect()
    });
    assert!(wanted.iter().all(|own| Some(own) == desk.made_pseudonyms().unwrap().as_ref()));
    assert_eq!(desk.pseudonyms(later(5)).unwrap(), wanted[0]);
    assert_eq!(format!("{:?}", wanted[0]), "Pseudonyms(…)");
    let mut made = 0;
    desk.entries(&mut |_, entry| {
        made += usize::from(matches!(entry, Entry::Pseudonyms { .. }));
        true
    })
    .unwrap();
    assert_eq!(made, 1);
}
