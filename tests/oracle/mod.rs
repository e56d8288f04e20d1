//! A second evaluator, slow and plain, written from the text of the document alone, and its agreement with the engine.
//!
//! It names articles and readings, which the engine never does, and tries every choice where the engine finds the best.

mod adoption;
mod article_16;
mod article_17;
mod article_7;
mod articles_10_11;
mod articles_12_15;
mod articles_13_14;
mod articles_4_5;
mod articles_8_9;
mod bodies;
mod bodies_10_16;
mod bodies_6_21;
mod bodies_8_9;
mod calls;
mod case;
mod choice;
mod compare;
mod draw;
mod facts;
mod kept;
mod money;
mod named;
mod reach;
mod readings;
mod said;
mod scenes;
mod services;
mod share;
mod status;
mod tell;
mod world;
