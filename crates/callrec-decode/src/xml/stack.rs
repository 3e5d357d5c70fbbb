//! Names of the open elements.

/// A stack of names in one buffer.
#[derive(Debug, Default)]
pub(super) struct Stack {
    names: String,
    starts: Vec<usize>,
}

impl Stack {
    pub(super) fn depth(&self) -> usize {
        self.starts.len()
    }

    pub(super) fn push(&mut self, name: &str) {
        self.starts.push(self.names.len());
        self.names.push_str(name);
    }

    pub(super) fn pop(&mut self) {
        if let Some(start) = self.starts.pop() {
            self.names.truncate(start);
        }
    }

    /// The innermost name.
    pub(super) fn last(&self) -> Option<&str> {
        self.starts.last().map(|&start| &self.names[start..])
    }
}
