//! What a document is as HTML, alike on paper and in a browser: only the levels and the links differ.

use crate::explain::{Align, Cell, Claiming, Document, Filed, Heading, Line, Link, Part, Phrase, Piece, Sheet};
use crate::value::{Lang, legible};
use unicode_width::UnicodeWidthStr;

/// Codes, certificates and words of this width are never cut: half a number is no number.
const WHOLE: usize = 18;

/// What a form of a table is called, and where it is given.
pub type Files = Vec<(&'static str, String)>;

/// The addresses of a page in a browser.
#[derive(Clone, Copy)]
pub struct Screen<'s> {
    /// Where a link leads; none where nothing is to be followed.
    pub href: Option<&'s dyn Fn(&Link) -> String>,
    /// Where the table of a name is given to other programs, if anywhere: in each form, by what people call that.
    pub table: Option<&'s dyn Fn(&str) -> Files>,
    /// What stands between the title of a table and its rows, as HTML.
    pub beside: &'s dyn Fn(&str, &Sheet) -> String,
}

/// What a document is dressed for.
#[derive(Clone, Copy)]
pub(super) enum Dress<'d> {
    /// A sheet of paper: nothing to follow, one file that carries its looks with it.
    Paper,
    /// A browser: links, and looks that lie elsewhere.
    Page(Screen<'d>),
}

/// A document in one language on its way to HTML.
pub(super) struct Body<'b> {
    pub(super) html: String,
    pub(super) lang: Lang,
    pub(super) dress: Dress<'b>,
}

/// The first line of a document, which is its title.
pub fn title(document: &Document, lang: Lang) -> String {
    document.parts.first().map(|part| heading(part).say(lang)).unwrap_or_default()
}

/// A document as part of a page in a browser, its title first.
pub fn fragment(document: &Document, lang: Lang, screen: Screen<'_>) -> String {
    let mut body = Body { html: String::new(), lang, dress: Dress::Page(screen) };
    body.document(document);
    body.html
}

/// Text as text, whatever stands in it.
pub fn escape(html: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            other => html.push(other),
        }
    }
}

fn heading(part: &Part) -> &Phrase {
    match part {
        Part::Line(line) => &line.phrase,
        Part::Sheet(sheet) => &sheet.title,
    }
}

impl Body<'_> {
    /// The whole of it, its title first.
    pub(super) fn document(&mut self, document: &Document) {
        let mut names = document.tables().into_iter().map(|(name, _)| name);
        let mut level = "h1";
        for part in &document.parts {
            match part {
                Part::Line(own) if level == "h1" => self.head(level, &own.phrase),
                Part::Line(own) => self.line(own),
                Part::Sheet(sheet) => {
                    self.titled(level, sheet, &names.next().unwrap_or_default());
                    self.table(sheet);
                }
            }
            level = "h2";
        }
        if document.parts.is_empty() {
            self.html.push_str("<h1></h1>\n");
        }
    }

    fn head(&mut self, level: &str, phrase: &Phrase) {
        for piece in ["<", level, ">"] {
            self.html.push_str(piece);
        }
        self.phrase(phrase);
        for piece in ["</", level, ">\n"] {
            self.html.push_str(piece);
        }
    }

    /// The title of a table; in a browser with the address where programs get it.
    fn titled(&mut self, level: &str, sheet: &Sheet, name: &str) {
        let Dress::Page(Screen { table: Some(table), beside, .. }) = self.dress else {
            return self.head(level, &sheet.title);
        };
        self.html.push_str("<div class=\"titled\" id=\"");
        escape(&mut self.html, name);
        self.html.push_str("\">\n");
        self.head(level, &sheet.title);
        let title = legible(&sheet.title.say(self.lang));
        for (form, address) in table(name) {
            self.html.push_str("<a class=\"take\" href=\"");
            escape(&mut self.html, &address);
            for piece in ["\" aria-label=\"", form, ": "] {
                self.html.push_str(piece);
            }
            escape(&mut self.html, &title);
            for piece in ["\">", form, "</a>\n"] {
                self.html.push_str(piece);
            }
        }
        self.html.push_str("</div>\n");
        self.html.push_str(&beside(name, sheet));
    }

    /// Whether a line begins a part.
    fn begins(&self, line: &Line) -> bool {
        // A table without rows leaves its title, and a line that says why.
        if matches!(line.phrase, Phrase::Claiming(Claiming::May)) {
            return true;
        }
        let Phrase::Heading(heading) = &line.phrase else {
            return matches!((&line.phrase, self.dress, line.level), (Phrase::Paged(_), Dress::Page(_), 0));
        };
        let on_paper =
            matches!(heading, Heading::How | Heading::HowThen { .. } | Heading::HowByDay { .. } | Heading::Since);
        let in_browser = matches!(self.dress, Dress::Page(_)) && line.level == 0;
        on_paper || in_browser && !matches!(heading, Heading::RestsOn { .. })
    }

    /// A line stands as far in as it is deep; one of several lines keeps them apart. The parts of an explanation have heads.
    fn line(&mut self, line: &Line) {
        if self.begins(line) {
            return self.head("h2", &line.phrase);
        }
        let label = matches!(line.phrase, Phrase::Label(_));
        let open = match self.dress {
            Dress::Paper => {
                let class = if label { " class=\"label\"" } else { "" };
                format!("<p{class} style=\"padding-left:{}em\">", u32::from(line.level).saturating_mul(2))
            }
            Dress::Page(_) => format!("<p class=\"in-{}{}\">", line.level.min(9), role(&line.phrase)),
        };
        for pieces in lines(line.phrase.pieces(self.lang)) {
            self.html.push_str(&open);
            self.pieces(&pieces);
            self.html.push_str("</p>\n");
        }
    }

    fn table(&mut self, sheet: &Sheet) {
        if let Dress::Page(_) = self.dress {
            self.html.push_str("<div class=\"sheet\" role=\"region\" tabindex=\"0\" aria-label=\"");
            escape(&mut self.html, &legible(&sheet.title.say(self.lang)));
            self.html.push_str("\">\n");
        }
        self.html.push_str("<table>\n<thead><tr>");
        for column in &sheet.columns {
            self.cell("th", column.align, &column.head.pieces(self.lang), &[]);
        }
        self.html.push_str("</tr></thead>\n<tbody>\n");
        for row in &sheet.rows {
            self.html.push_str("<tr>");
            for (own, column) in row.iter().zip(&sheet.columns) {
                let marks = match self.dress {
                    Dress::Page(_) => marks(own),
                    Dress::Paper => Vec::new(),
                };
                self.cell("td", column.align, &Cell::pieces(own, self.lang), &marks);
            }
            self.html.push_str("</tr>\n");
        }
        self.html.push_str("</tbody>\n</table>\n");
        if let Dress::Page(_) = self.dress {
            self.html.push_str("</div>\n");
        }
    }

    fn cell(&mut self, tag: &str, align: Align, pieces: &[Piece], marks: &[&str]) {
        let width: usize = pieces.iter().map(|piece| words(piece).width()).sum();
        let place = match align {
            Align::Right => Some("right"),
            Align::Left if width <= WHOLE => Some("whole"),
            Align::Left => None,
        };
        let classes: Vec<&str> = place.into_iter().chain(marks.iter().copied()).collect();
        let class = if classes.is_empty() { String::new() } else { format!(" class=\"{}\"", classes.join(" ")) };
        let struck = marks.contains(&STRUCK);
        let scope = if tag == "th" && matches!(self.dress, Dress::Page(_)) { " scope=\"col\"" } else { "" };
        for piece in ["<", tag, scope, &class, if struck { "><s>" } else { ">" }] {
            self.html.push_str(piece);
        }
        self.pieces(pieces);
        for piece in [if struck { "</s></" } else { "</" }, tag, ">"] {
            self.html.push_str(piece);
        }
    }

    fn phrase(&mut self, phrase: &Phrase) {
        self.pieces(&phrase.pieces(self.lang));
    }

    fn pieces(&mut self, pieces: &[Piece]) {
        for piece in pieces {
            match (piece, self.dress) {
                (Piece::Linked(words, link), Dress::Page(Screen { href: Some(href), .. })) => {
                    self.html.push_str("<a href=\"");
                    escape(&mut self.html, &href(link));
                    self.html.push_str("\">");
                    escape(&mut self.html, &legible(words));
                    self.html.push_str("</a>");
                }
                (Piece::Linked(words, _) | Piece::Words(words), Dress::Page(_)) => {
                    escape(&mut self.html, &legible(words));
                }
                (Piece::Linked(words, _) | Piece::Words(words), Dress::Paper) => escape(&mut self.html, words),
            }
        }
    }
}

/// What does not stand any more.
const STRUCK: &str = "struck";

/// What a cell is besides its words, for its looks.
fn marks(cell: &Cell) -> Vec<&'static str> {
    match cell {
        Cell::Struck(_) => vec![STRUCK],
        Cell::Phrase(Phrase::Filed(Filed::RecordedAs { record })) if record.late_days.is_some() => vec!["late"],
        Cell::Phrase(_) | Cell::Money(_) | Cell::Number(_) | Cell::Fact(_) | Cell::Linked(..) | Cell::Empty => {
            Vec::new()
        }
    }
}

/// What a line is, for its looks; what it says stands in its words.
fn role(phrase: &Phrase) -> &'static str {
    if matches!(phrase, Phrase::Label(_)) {
        " label"
    } else if matches!(phrase, Phrase::Heading(Heading::RestsOn { .. })) {
        " rests"
    } else if matches!(phrase, Phrase::Verdict(_)) {
        " verdict"
    } else {
        ""
    }
}

fn words(piece: &Piece) -> &str {
    match piece {
        Piece::Words(words) | Piece::Linked(words, _) => words,
    }
}

/// The lines of a sentence that has several; one without any words has none.
fn lines(pieces: Vec<Piece>) -> Vec<Vec<Piece>> {
    let mut found: Vec<Vec<Piece>> = Vec::new();
    let mut own = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Linked(..) => own.push(piece),
            Piece::Words(words) => {
                let mut parts = words.split('\n').map(|part| part.strip_suffix('\r').unwrap_or(part)).peekable();
                while let Some(part) = parts.next() {
                    let ends = parts.peek().is_some();
                    if !part.is_empty() {
                        own.push(Piece::Words(part.to_owned()));
                    }
                    if ends {
                        found.push(std::mem::take(&mut own));
                    }
                }
            }
        }
    }
    if !own.is_empty() {
        found.push(own);
    }
    found
}
