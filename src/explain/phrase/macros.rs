//! How a theme of phrases is written down: the variant, its stable name, and the sentence in Chinese and in English.

/// Declares one theme. Every field must appear in both sentences; the compiler warns of one that is forgotten.
macro_rules! phrases {
    (
        $(#[$about:meta])* $theme:ident
        $($(#[$says:meta])* $variant:ident $({ $($field:ident : $kind:ty),* $(,)? })? = $name:literal: $zh:literal, $en:literal;)*
    ) => {
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[allow(missing_docs, reason = "the sentence beside each variant names its fields")]
        pub enum $theme { $($(#[$says])* $variant $({ $($field: $kind),* })?),* }

        impl $theme {
            pub(in crate::explain) fn say(&self, lang: crate::value::Lang) -> String {
                match (self, lang) {
                    $(
                        (Self::$variant $({ $($field),* })?, crate::value::Lang::Zh) => {
                            $($(let $field = crate::explain::shown::Shown::show($field, lang);)*)?
                            format!($zh)
                        }
                        (Self::$variant $({ $($field),* })?, crate::value::Lang::En) => {
                            $($(let $field = crate::explain::shown::Shown::show($field, lang);)*)?
                            format!($en)
                        }
                    )*
                }
            }

            pub(in crate::explain) fn tell(
                &self,
                lang: crate::value::Lang,
                links: &mut crate::explain::link::Links,
            ) -> String {
                let _ = &links;
                match (self, lang) {
                    $(
                        (Self::$variant $({ $($field),* })?, crate::value::Lang::Zh) => {
                            $($(let $field = crate::explain::shown::Shown::tell($field, lang, links);)*)?
                            format!($zh)
                        }
                        (Self::$variant $({ $($field),* })?, crate::value::Lang::En) => {
                            $($(let $field = crate::explain::shown::Shown::tell($field, lang, links);)*)?
                            format!($en)
                        }
                    )*
                }
            }

            pub(super) fn name(&self) -> &'static str {
                match self { $(Self::$variant $({ $($field: _),* })? => $name),* }
            }

            #[allow(unused_variables, clippy::ptr_arg, reason = "a theme may point at no fact")]
            pub(super) fn facts(&self, found: &mut Vec<crate::position::FactRef>) {
                match self {
                    $(Self::$variant $({ $($field),* })? => {
                        $($(crate::explain::shown::Shown::facts($field, found);)*)?
                    })*
                }
            }

            #[allow(unused_variables, clippy::ptr_arg, reason = "a theme may name no amount")]
            pub(super) fn amounts(&self, found: &mut Vec<crate::value::Fen>) {
                match self {
                    $(Self::$variant $({ $($field),* })? => {
                        $($(crate::explain::shown::Shown::amounts($field, found);)*)?
                    })*
                }
            }
        }

        impl From<$theme> for crate::explain::Phrase {
            fn from(phrase: $theme) -> Self {
                crate::explain::Phrase::$theme(phrase)
            }
        }
    };
}

pub(super) use phrases;
