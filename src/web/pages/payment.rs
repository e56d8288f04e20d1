//! A payment, as it was decided and as it is known now.

use crate::explain::{Link, Paged};
use crate::ledger::Traced;
use crate::web::asked::Asked;
use crate::web::bundle;
use crate::web::fault::Fault;
use crate::web::place::href;
use crate::web::reply::{Answer, Reply};
use crate::web::site::Site;
use std::sync::Arc;

/// Why a payment was made.
pub(in crate::web) fn payment(site: &Site, asked: &Asked) -> Result<Answer, Fault> {
    let horizon = site.horizon(asked)?;
    let traced = site.served().payment(asked.name(0), horizon, &asked.reads)?;
    let Traced { paid, told } = &*traced;
    let mut reply = Reply::told(told.clone(), horizon, &["why", &paid.number]);
    let day = paid.day.to_string();
    // What was recorded by the end of the day of a payment that was recorded later does not have the payment.
    let known = if site.ledger()?.horizon(None, crate::ledger::KnownAt::Day(paid.day))?.known < paid.position {
        paid.position.0.to_string()
    } else {
        day.clone()
    };
    reply.presets.push((Paged::PaymentDay, asked.again(&[("on", Some(&day)), ("known", Some(&known))])));
    reply.about = vec![paid.subject];
    reply.ways = vec![
        (Paged::BackToFile, href(asked, &Link::Subject(paid.subject))),
        (Paged::ItsEvent, href(asked, &Link::Event(paid.position))),
    ];
    if let Some((grant, _)) = &paid.line {
        let clause = Link::Clause { subject: paid.subject, name: Arc::clone(grant) };
        reply.ways.push((Paged::LeadsToClause { name: Arc::clone(grant) }, href(asked, &clause)));
    }
    reply.ways.extend(bundle::way(site, asked));
    Ok(Answer::Told(Box::new(reply)))
}
