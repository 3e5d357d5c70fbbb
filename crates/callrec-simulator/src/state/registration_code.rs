//! Registration codes.

use crate::data::prng::{Draws, key};

/// A registration code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RegistrationCode {
    /// 32 hexadecimal digits, as in the sample.
    pub(crate) id: String,
    pub(crate) reg_code: String,
    pub(crate) reg_code2: String,
    pub(crate) duration: String,
    pub(crate) duration_unit: String,
    pub(crate) department_code: String,
    pub(crate) alt_id: String,
    pub(crate) max_activation_date: String,
    /// The places of the users who registered with it.
    pub(crate) users: Vec<u64>,
}

impl RegistrationCode {
    /// Which user has used the `index`th code that the seed made: every third has been used.
    fn user_of_seed(index: u64, user_count: u64) -> Option<u64> {
        (index.is_multiple_of(3) && user_count > 0).then(|| index % user_count)
    }

    /// The users who came by a code of the seed.
    pub(crate) fn users_of_seed(codes: u64, user_count: u64) -> Vec<u64> {
        (0..codes).filter_map(|index| Self::user_of_seed(index, user_count)).collect()
    }

    /// The `index`th code that the seed made.
    pub(crate) fn of_seed(company_key: u64, index: u64, user_count: u64) -> Self {
        let code_key = key(company_key ^ 0x7265_6763, index);
        let mut draws = Draws::new(code_key);
        let users = Self::user_of_seed(index, user_count).into_iter().collect();
        Self {
            id: Self::id(code_key),
            reg_code: format!("regcode{index}"),
            reg_code2: format!("regcode{:05}", draws.below(100_000)),
            duration: (1 + draws.below(12)).to_string(),
            duration_unit: if draws.one_in(2) { "Months" } else { "Days" }.to_owned(),
            department_code: ["DEV", "Sales", ""][draws.below(3) as usize].to_owned(),
            alt_id: String::new(),
            max_activation_date: format!("{:02}/28/2027", 1 + draws.below(12)),
            users,
        }
    }

    /// An id out of a key.
    pub(crate) fn id(key_of_code: u64) -> String {
        let mut draws = Draws::new(key_of_code);
        format!("{:016X}{:016X}", draws.bits(), draws.bits())
    }
}
