//! What the caller knows that no report says.

use crate::{DstPolicy, System, Zone};

/// Options of a [`crate::Unifier`]. Whatever is left out stays null: nothing is guessed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnifyOptions {
    /// The system that the report came from, where several give it. Default `None`: the first of
    /// [`crate::Report::systems`].
    pub system: Option<System>,
    /// The account, company, login or profile that was asked for; becomes `account`. Default `None`.
    pub account: Option<String>,
    /// ISO 4217 code of the amounts, three capital letters; becomes `currency`. Default `None`. For
    /// `getcalls`, whose prices are in euro cents (SEED), only `EUR` is accepted.
    pub currency: Option<String>,
    /// What `quantity` counts; becomes `unit`. Default `None`: no provider states it.
    pub unit: Option<String>,
    /// Where the local times of `billing_feed` and `getcalls` were printed. Default `None`: no
    /// instants. `ipass_cdr` states its instants and ignores it.
    pub zone: Option<Zone>,
    /// What to do with local times that came twice or never. Default [`DstPolicy::Reject`].
    pub dst: DstPolicy,
    /// How a price of `getcalls` becomes an amount. Default [`PricePolicy::PerQuantity`].
    pub price_policy: PricePolicy,
    /// Turn the first [`crate::Doubt`] into an error, which comes after the rows before it. Default
    /// false.
    pub strict: bool,
}

impl UnifyOptions {
    /// These options with a system.
    pub fn with_system(self, system: System) -> Self {
        Self { system: Some(system), ..self }
    }

    /// These options with an account.
    pub fn with_account(self, account: impl Into<String>) -> Self {
        Self { account: Some(account.into()), ..self }
    }

    /// These options with a currency.
    pub fn with_currency(self, code: impl Into<String>) -> Self {
        Self { currency: Some(code.into()), ..self }
    }

    /// These options with a unit of the quantities.
    pub fn with_unit(self, unit: impl Into<String>) -> Self {
        Self { unit: Some(unit.into()), ..self }
    }

    /// These options with the zone of the local times.
    pub fn with_zone(self, zone: Zone, dst: DstPolicy) -> Self {
        Self { zone: Some(zone), dst, ..self }
    }

    /// These options with a price policy.
    pub fn with_price_policy(self, price_policy: PricePolicy) -> Self {
        Self { price_policy, ..self }
    }

    /// These options with `strict` set.
    pub fn with_strict(self, strict: bool) -> Self {
        Self { strict, ..self }
    }
}

/// How a price of `getcalls`, which is printed in euro cents, becomes an amount in euros (reading E11:
/// the document says "per quantity" and no sample settles it).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PricePolicy {
    /// The price is that of one: amount = price × quantity ÷ 100. What the document says (SEED).
    #[default]
    PerQuantity,
    /// The price is that of the whole line: amount = price ÷ 100 (INF).
    LineTotal,
}

impl PricePolicy {
    /// The text in `price_policy`.
    pub fn name(self) -> &'static str {
        match self {
            Self::PerQuantity => "per_quantity",
            Self::LineTotal => "line_total",
        }
    }
}
