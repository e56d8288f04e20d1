//! The policy as tables an official can check with a pencil: every bound on both sides.

mod article_11_12;
mod article_13_14;
mod article_15_16;
mod article_16;
mod article_17;
mod article_2;
mod article_4;
mod article_5;
mod article_7;
mod article_8;
mod article_9_10;
mod calls;
mod identity;
mod payments;
mod revoked;
mod services;
mod time;
