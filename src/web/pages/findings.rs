//! What detectors found.

use crate::explain::{Link, Listing, Paged, Who};
use crate::ledger::{Finding, Leads, Looked, detectors};
use crate::view::FindingsV1;
use crate::web::asked::Asked;
use crate::web::fault::Fault;
use crate::web::place::href;
use crate::web::reply::{Answer, Json, Reply};
use crate::web::site::Site;
use std::sync::Arc;

/// All findings, those of some detectors, or those about one subject.
pub(in crate::web) fn findings(site: &Site, asked: &Asked) -> Result<Answer, Fault> {
    let given = asked.own("rule").unwrap_or_default();
    let rules: Vec<String> =
        given.split([',', '，']).map(str::trim).filter(|rule| !rule.is_empty()).map(str::to_owned).collect();
    let bad = |(value, _)| Fault::Parameter { name: "rule".to_owned(), value, example: "D01,D05" };
    let meant = detectors(&rules).map_err(bad)?;
    let all = asked.flag("all")?;
    let horizon = site.horizon(asked)?;
    let subject = asked.own("of").map(|name| site.ledger()?.subject(name, horizon.known)).transpose()?;
    let looked = site.served().looked(horizon, &asked.reads)?;
    let of_rule = |finding: &&Finding| meant.iter().any(|detector| detector.id == finding.detector.id);
    let of_subject = |finding: &&Finding| subject.is_none_or(|subject| finding.subjects.contains(&subject));
    let found: Vec<Finding> = looked.found.iter().filter(of_rule).filter(of_subject).cloned().collect();
    let document = looked.audited.page(&found, Listing { settled: all, information: !rules.is_empty() });
    let shown: Vec<&Finding> = found.iter().filter(|finding| all || finding.state.is_open()).collect();
    let json = asked.is_json().then(|| shaped(&looked, &shown));
    let rule = rules.join(",");
    let mut words = vec!["audit"];
    words.extend((!rules.is_empty()).then_some(["--rule", &rule]).into_iter().flatten());
    words.extend(subject.as_ref().map(|code| ["--of", code.as_str()]).into_iter().flatten());
    words.extend(all.then_some("--all"));
    let mut reply = Reply::told(document, horizon, &words).shaped(json);
    reply.ways.extend((!all).then(|| (Paged::SettledToo, asked.again(&[("all", Some("yes"))]))));
    Ok(Answer::Told(Box::new(reply)))
}

/// One finding with everything it rests on.
pub(in crate::web) fn finding(site: &Site, asked: &Asked) -> Result<Answer, Fault> {
    let horizon = site.horizon(asked)?;
    site.ledger()?;
    let looked = site.served().looked(horizon, &asked.reads)?;
    let number = asked.name(0);
    let known = looked.found.iter().find(|finding| finding.number.eq_ignore_ascii_case(number));
    let finding = match known {
        Some(finding) => finding.clone(),
        // The ledger says what is nearest.
        None => looked.audited.finding(number)?,
    };
    let json = asked.is_json().then(|| shaped(&looked, &[&finding]));
    let told = looked.audited.told(&finding);
    let mut reply = Reply::told(told, horizon, &["audit", "show", &finding.number]).shaped(json);
    let Leads { payments, clauses } = looked.audited.leads(&finding);
    let payments = payments.into_iter().map(|number| {
        let address = href(asked, &Link::Payment(Arc::clone(&number)));
        (Paged::LeadsToPayment { number }, address)
    });
    let clauses = clauses.into_iter().map(|(subject, name)| {
        let address = href(asked, &Link::Clause { subject, name: Arc::clone(&name) });
        let who = Who { name: looked.audited.name(subject), code: subject };
        let is_only = finding.subjects.as_slice() == [subject];
        (if is_only { Paged::LeadsToClause { name } } else { Paged::LeadsToClauseOf { who, name } }, address)
    });
    reply.ways = payments.chain(clauses).collect();
    reply.about.extend(finding.subjects.iter().copied());
    Ok(Answer::Told(Box::new(reply)))
}

/// What was due and never paid, of everybody or of one subject.
pub(in crate::web) fn never_paid(site: &Site, asked: &Asked) -> Result<Answer, Fault> {
    let horizon = site.horizon(asked)?;
    let subject = asked.own("of").map(|name| site.ledger()?.subject(name, horizon.known)).transpose()?;
    let looked = site.served().looked(horizon, &asked.reads)?;
    let mut words = vec!["audit", "never-paid"];
    words.extend(subject.as_ref().map(|code| ["--of", code.as_str()]).into_iter().flatten());
    Ok(Answer::Told(Box::new(Reply::told(looked.audited.never_paid(subject), horizon, &words))))
}

fn shaped(looked: &Looked, found: &[&Finding]) -> Json {
    Json::of(&FindingsV1::of(found, &looked.audited.world, &|code| looked.audited.name(code)))
}
