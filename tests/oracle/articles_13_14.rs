//! Articles 13 and 14: new products, first sets, new materials.

use super::calls::Application;
use super::case::{Case, Draft};
use super::facts::Fact;
use super::status::holds;
use super::world::{Answer, World, yuan};
use qizhang::value::Uscc;

impl World {
    /// A holder of a valid certificate on the day tested.
    pub(super) fn certified(&self, subject: Uscc, application: &Application) -> Answer {
        Answer::from(holds(&self.certificates(subject), application.tested))
    }

    pub(super) fn article_13(&self, subject: Uscc) -> Vec<Case> {
        let case = |fact: &Fact| {
            let matter = format!("product:{}", fact.text("product_key"));
            let each = self.is("R13.1", "per_certificate").then(|| format!("{matter}:{}", fact.text("cert_no")));
            let draft =
                Draft { grant: "第十三条/新产品", matter, once: each, day: fact.day, fact: Some(fact.clone()) };
            self.judge(subject, draft, |at| vec![self.certified(subject, at)], |_| Some((yuan(50_000), 1)))
        };
        self.own("new_product.recognized", subject).map(case).collect()
    }

    pub(super) fn article_14(&self, subject: Uscc) -> Vec<Case> {
        let set = |fact: &Fact| {
            let matter = format!("product:{}", fact.text("product_key"));
            let each = self.is("R14.1", "two_items").then(|| format!("{matter}:{}", fact.text("level")));
            let draft =
                Draft { grant: "第十四条/首台套", matter, once: each, day: fact.day, fact: Some(fact.clone()) };
            self.judge(subject, draft, |at| vec![self.certified(subject, at)], |_| Some((yuan(500_000), 1)))
        };
        let side = if self.is("R14.2", "producer") { "producer" } else { "first_user" };
        let material = |fact: &Fact| {
            let matter = format!("material:{}", fact.text("material_key"));
            let draft =
                Draft { grant: "第十四条/新材料", matter, once: None, day: fact.day, fact: Some(fact.clone()) };
            let conditions =
                |at: &Application| vec![self.certified(subject, at), Answer::from(fact.text("role") == side)];
            self.judge(subject, draft, conditions, |_| Some((yuan(500_000), 1)))
        };
        let sets = self.own("first_set.recognized", subject).map(set);
        sets.chain(self.own("new_material.first_applied", subject).map(material)).collect()
    }
}
