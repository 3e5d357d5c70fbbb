//! The records as the program that started the simulator sees them.

use std::{fmt, sync::Arc};

use super::{
    facts::CallRecord,
    profile::{Profile, Window},
    record::Record,
    setup::Reseller,
    totals::CallTotals,
};
use crate::{Day, Error, switches::EndDate};

/// The profiles of one reseller, and the day that it is for the service.
#[derive(Clone, Copy)]
pub struct GetCalls<'a> {
    reseller: &'a Reseller,
}

impl<'a> GetCalls<'a> {
    pub(crate) fn new(reseller: &'a Reseller) -> Self {
        Self { reseller }
    }

    /// The ids of the profiles that are linked to the account.
    pub fn profiles(&self) -> Vec<String> {
        self.reseller.profiles.iter().map(|profile| profile.id.clone()).collect()
    }

    /// The id of a profile that is not linked to the account.
    pub fn foreign_profile(&self) -> &'a str {
        &self.reseller.foreign
    }

    /// The first day that holds records.
    pub fn first_day(&self) -> Day {
        Day::of(self.reseller.first_day)
    }

    /// The day that it is: `END_DATE` where none is given. It holds the records before noon,
    /// later days hold none.
    pub fn today(&self) -> Day {
        Day::of(self.reseller.today.get())
    }

    /// Lets it be another day.
    pub fn set_today(&self, day: Day) {
        self.reseller.today.set(day.date());
    }

    /// Adds records to a day that had been read, perhaps.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a profile that is none.
    pub fn append(&self, profile: &str, day: Day, records: u32) -> Result<(), Error> {
        self.find(profile)?.change(day.date(), i64::from(records));
        Ok(())
    }

    /// Takes the last records of a day away (fault H12).
    ///
    /// # Errors
    /// [`Error::Invalid`] for a profile that is none.
    pub fn hide(&self, profile: &str, day: Day, records: u32) -> Result<(), Error> {
        self.find(profile)?.change(day.date(), -i64::from(records));
        Ok(())
    }

    /// The exact sums of the records from one day to the day before another, whatever the
    /// switches say.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a profile that is none.
    pub fn totals(&self, profile: &str, first: Day, end: Day) -> Result<CallTotals, Error> {
        let mut totals = CallTotals::default();
        for record in self.chosen(profile, first, end)? {
            totals.add(&record);
        }
        Ok(totals)
    }

    /// The facts of the same records, in the order of an answer: made while they are read.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a profile that is none.
    pub fn records(
        &self,
        profile: &str,
        first: Day,
        end: Day,
    ) -> Result<impl Iterator<Item = CallRecord> + use<>, Error> {
        Ok(self.chosen(profile, first, end)?.map(|record| CallRecord::of(&record)))
    }

    fn chosen(
        &self,
        profile: &str,
        first: Day,
        end: Day,
    ) -> Result<impl Iterator<Item = Record> + use<>, Error> {
        let (start, end) = (first.date(), end.date());
        let window = Window { start, end, end_date: EndDate::Exclusive };
        Ok(window.records(self.find(profile)?, self.reseller.today.get()))
    }

    fn find(&self, profile: &str) -> Result<&'a Arc<Profile>, Error> {
        self.reseller
            .find(profile)
            .ok_or_else(|| Error::invalid("profile", profile, "one of get_calls().profiles()"))
    }
}

impl fmt::Debug for GetCalls<'_> {
    /// The profiles: no password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GetCalls").field("profiles", &self.profiles()).finish_non_exhaustive()
    }
}
