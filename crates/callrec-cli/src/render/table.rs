//! Columns that line up.

use std::fmt;

use super::style::Style;

/// On which side of its column a cell stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Right,
}

/// A table: a head, rows, and after a second rule a foot.
pub(crate) struct Table {
    head: Vec<String>,
    align: Vec<Align>,
    rows: Vec<Vec<String>>,
    foot: Vec<Vec<String>>,
    style: Style,
}

/// Between two columns.
const GAP: &str = "  ";

impl Table {
    pub(crate) fn new<const N: usize>(style: Style, columns: [(&str, Align); N]) -> Self {
        Self {
            head: columns.iter().map(|(name, _)| (*name).to_owned()).collect(),
            align: columns.iter().map(|(_, align)| *align).collect(),
            rows: Vec::new(),
            foot: Vec::new(),
            style,
        }
    }

    /// A table whose columns are known only when it is made.
    pub(crate) fn of(style: Style, columns: impl IntoIterator<Item = (String, Align)>) -> Self {
        let (head, align) = columns.into_iter().unzip();
        Self { head, align, rows: Vec::new(), foot: Vec::new(), style }
    }

    /// A row with a cell for each column.
    pub(crate) fn push(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    pub(crate) fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.rows.push(cells.into());
    }

    pub(crate) fn foot<const N: usize>(&mut self, cells: [String; N]) {
        self.foot.push(cells.into());
    }

    fn widths(&self) -> Vec<usize> {
        let mut widths = vec![0; self.head.len()];
        for row in std::iter::once(&self.head).chain(&self.rows).chain(&self.foot) {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.chars().count());
            }
        }
        widths
    }

    fn line(&self, cells: &[String], widths: &[usize]) -> String {
        let mut line = String::new();
        for ((cell, &width), align) in cells.iter().zip(widths).zip(&self.align) {
            if !line.is_empty() {
                line.push_str(GAP);
            }
            match align {
                Align::Left => line.push_str(&format!("{cell:<width$}")),
                Align::Right => line.push_str(&format!("{cell:>width$}")),
            }
        }
        line.trim_end().to_owned()
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let widths = self.widths();
        let total = widths.iter().sum::<usize>() + GAP.len() * widths.len().saturating_sub(1);
        let rule = self.style.dim(&"─".repeat(total));
        writeln!(f, "{}", self.style.bold(&self.line(&self.head, &widths)))?;
        writeln!(f, "{rule}")?;
        for row in &self.rows {
            writeln!(f, "{}", self.line(row, &widths))?;
        }
        if !self.foot.is_empty() {
            writeln!(f, "{rule}")?;
        }
        for row in &self.foot {
            writeln!(f, "{}", self.line(row, &widths))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_and_lines_have_no_tail() {
        let columns = [("type", Align::Left), ("amount", Align::Right), ("", Align::Left)];
        let mut table = Table::new(Style::PLAIN, columns);
        table.row(["daily".into(), "1.50".into(), String::new()]);
        table.foot(["é".into(), "1,000.00".into(), "*".into()]);
        let expected = "type     amount\n───────────────────\ndaily      1.50\n───────────────────\né      1,000.00  *\n";
        let text = table.to_string();
        for (got, want) in text.lines().zip(expected.lines()) {
            assert_eq!(got.trim_matches('─'), want.trim_matches('─'));
        }
        assert!(text.lines().all(|line| line == line.trim_end()));
    }
}
