//! New products, first sets, new materials.

use super::body::Body;
use super::calendar;
use super::district::{District, Fact};
use super::rates;
use super::rng::Rng;
use chrono::{Datelike, NaiveDate};

/// The products of a year.
pub(super) fn year(district: &mut District, year: i32) {
    let mut rng = district.rng("products", year);
    first_sets(district, &mut rng, year);
    new_products(district, &mut rng, year);
    new_materials(district, &mut rng, year);
}

fn new_products(district: &mut District, rng: &mut Rng, year: i32) {
    let again = district.products.iter().filter(|(of, _, _)| *of + 3 == year).cloned().collect();
    let again = rng.sample(again, district.plan.scaled(rates::NEW_PRODUCTS_AGAIN));
    let holders = district.those(|e| e.is_holder_in(year));
    for _ in again.len()..district.plan.scaled(rates::NEW_PRODUCTS) {
        let who = rng.pick(&holders);
        let key = product_key(district, year);
        let day = calendar::office_day_within(rng, year, 3, 12);
        recognise(district, who, day, &key);
        district.products.push((year, who, key));
    }
    for (_, who, key) in again {
        let day = calendar::office_day_within(rng, year, 3, 12);
        recognise(district, who, day, &key);
    }
}

/// The key of a product seen for the first time.
pub(super) fn product_key(district: &mut District, year: i32) -> String {
    format!("XCP-{year}-{:04}", district.book.number("product", year))
}

/// Records a new product, with a new certificate.
pub(super) fn recognise(district: &mut District, who: usize, day: NaiveDate, key: &str) {
    let year = day.year();
    let cert_no = format!("XCP{year}CP{:04}", district.book.number("product-certificate", year));
    let body = Body::default().text("product_key", key).text("cert_no", cert_no);
    district.record(who, Fact::new("new_product.recognized", day, rates::WEEKS), body);
}

fn first_sets(district: &mut District, rng: &mut Rng, year: i32) {
    let known = district.products.iter().filter(|(of, _, _)| *of + 1 == year).cloned().collect();
    let known = rng.sample(known, district.plan.scaled(rates::FIRST_SETS_OF_NEW_PRODUCTS));
    let holders = district.those(|e| e.is_holder_in(year));
    for _ in known.len()..district.plan.scaled(rates::FIRST_SETS) {
        let who = rng.pick(&holders);
        let key = product_key(district, year);
        first_set_some_day(district, rng, who, year, &key);
    }
    for (_, who, key) in known {
        first_set_some_day(district, rng, who, year, &key);
    }
}

fn first_set_some_day(district: &mut District, rng: &mut Rng, who: usize, year: i32, key: &str) {
    let level = if rng.permille(rates::FIRST_SETS_NATIONAL) { "national" } else { "municipal" };
    let day = calendar::office_day_within(rng, year, 4, 12);
    first_set(district, who, day, key, level);
}

/// Records a first set.
pub(super) fn first_set(district: &mut District, who: usize, day: NaiveDate, key: &str, level: &str) {
    let body = Body::default().text("product_key", key).text("level", level);
    district.record(who, Fact::new("first_set.recognized", day, rates::WEEKS), body);
}

fn new_materials(district: &mut District, rng: &mut Rng, year: i32) {
    let holders = district.those(|e| e.is_holder_in(year));
    for who in rng.sample(holders, district.plan.rare(rates::NEW_MATERIALS, year)) {
        let key = format!("CL-{year}-{:03}", district.book.number("material", year));
        let role = rng.weighted(&[(70, "producer"), (30, "first_user")]);
        let body = Body::default().text("material_key", key).text("role", role);
        let day = calendar::office_day_within(rng, year, 4, 12);
        district.record(who, Fact::new("new_material.first_applied", day, rates::WEEKS), body);
    }
}
