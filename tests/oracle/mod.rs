//! A second evaluator, slow and plain, written from the text of the document alone, and its agreement with the engine.
//!
//! It names articles and readings, which the engine never does, and tries every choice where the engine finds the best.

mod adoption;
mod article_16;
mod article_17;
mod article_7;
mod articles_13_14;
mod articles_4_5;
mod bodies;
mod calls;
mod case;
mod choice;
mod compare;
mod draw;
mod facts;
mod kept;
mod money;
mod reach;
mod readings;
mod scenes;
mod share;
mod status;
mod tell;
mod world;
