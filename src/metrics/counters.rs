//! What goes up, and what goes up and down.

use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use crate::domain::text_enum::TextEnum;

/// A number that only grows, from 0 at the server's start.
#[derive(Debug, Default)]
pub struct Count(AtomicU64);

/// A number that rises and falls.
#[derive(Debug, Default)]
pub struct Level(AtomicI64);

/// A level that is one higher for as long as this lives.
#[derive(Debug)]
pub struct Raised(Arc<Level>);

/// One `T` for each word of an enumeration.
#[derive(Debug)]
pub struct ByWord<W, T> {
    each: Box<[T]>,
    words: PhantomData<W>,
}

impl Count {
    /// One more.
    pub fn one(&self) {
        self.add(1);
    }

    /// So many more.
    pub fn add(&self, more: u64) {
        self.0.fetch_add(more, Ordering::Relaxed);
    }

    /// How many there were.
    #[must_use]
    pub fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Level {
    /// How high it is.
    #[must_use]
    pub fn get(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Raised {
    /// Raises `level`.
    #[must_use]
    pub fn new(level: &Arc<Level>) -> Self {
        level.0.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(level))
    }
}

impl Drop for Raised {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl<W: TextEnum, T: Default> Default for ByWord<W, T> {
    fn default() -> Self {
        Self { each: W::ALL.iter().map(|_| T::default()).collect(), words: PhantomData }
    }
}

impl<W: TextEnum, T> ByWord<W, T> {
    /// That of `word`.
    #[must_use]
    pub fn of(&self, word: W) -> &T {
        let place = W::ALL.iter().position(|known| *known == word);
        &self.each[place.expect("an enumeration lists all its words")]
    }

    /// Each word with its own, in the enumeration's order.
    pub fn iter(&self) -> impl Iterator<Item = (W, &T)> {
        W::ALL.iter().copied().zip(&self.each)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::provider::ProviderKind;

    #[test]
    fn each_word_is_counted_for_itself() {
        let counts: ByWord<ProviderKind, Count> = ByWord::default();
        counts.of(ProviderKind::Gitlab).one();
        counts.of(ProviderKind::Gitlab).add(2);
        let told: Vec<_> = counts.iter().map(|(kind, it)| (kind.as_str(), it.get())).collect();
        let expected = [("github", 0), ("gitlab", 3), ("gitea", 0), ("bitbucket", 0), ("git", 0)];
        assert_eq!(told, expected);
    }

    #[test]
    fn a_level_falls_when_what_raised_it_is_gone() {
        let level = Arc::new(Level::default());
        let (one, two) = (Raised::new(&level), Raised::new(&level));
        assert_eq!(level.get(), 2);
        drop(one);
        assert_eq!(level.get(), 1);
        drop(two);
        assert_eq!(level.get(), 0);
    }
}
