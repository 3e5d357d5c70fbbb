//! The places where the synthetic sessions happen. No entry is a real venue.

/// A place: what the Description column says of it and its clock.
#[derive(Debug)]
pub(crate) struct Site {
    /// ISO country code, city and venue, special usage, state (DOC); at most 80 characters.
    pub(crate) description: &'static str,
    /// Minutes east of GMT. Fixed: the simulator's places have no summer time,
    /// since nothing is known of how the provider treats it.
    pub(crate) offset_minutes: i32,
    /// The Access Type column.
    pub(crate) access_type: &'static str,
}

const fn site(
    description: &'static str,
    hours: i32,
    minutes: i32,
    access_type: &'static str,
) -> Site {
    Site { description, offset_minutes: hours * 60 + minutes, access_type }
}

pub(crate) const SITES: &[Site] = &[
    site(r#"US, "New York, NY", Tollfree-ZZ"#, -5, 0, "Dial"),
    site("US, San Francisco, Harbor Lounge, CA", -8, 0, "WiFi"),
    site(r#"US, "Chicago, IL", BrdBnd"#, -6, 0, "Ethernet"),
    site("US, Denver, Gate B12, CO", -7, 0, "WiFi"),
    site("US, Honolulu, HI", -10, 0, "WiFi"),
    site("CA, Montréal, Hôtel du Vieux Port, QC", -5, 0, "WiFi"),
    site("CA, St. John's, NL", -3, -30, "Dial"),
    site("MX, Ciudad de México", -6, 0, "WiFi"),
    site("BR, São Paulo, Terminal 2", -3, 0, "WiFi"),
    site("AR, Buenos Aires", -3, 0, "Dial"),
    site("GB, London, \"The Crown\" Inn", 0, 0, "WiFi"),
    site("GB, Manchester, BrdBnd", 0, 0, "Ethernet"),
    site("IE, Dublin", 0, 0, "WiFi"),
    site("FR, Paris, Gare du Test", 1, 0, "WiFi"),
    site("DE, München, Messe Halle 3", 1, 0, "WiFi"),
    site("LU, Luxembourg, BrdBnd", 1, 0, "Ethernet"),
    site("CH, Zürich", 1, 0, "WiFi"),
    site("ES, Málaga", 1, 0, "3G"),
    site("IT, Roma, Piazza di Prova", 1, 0, "WiFi"),
    site("FI, Helsinki", 2, 0, "WiFi"),
    site("ZA, Cape Town", 2, 0, "Dial"),
    site("TR, İstanbul", 3, 0, "WiFi"),
    site("AE, Dubai, Level 5", 4, 0, "WiFi"),
    site("IN, Bengaluru, \"Tower 4, Floor 2\"", 5, 30, "WiFi"),
    site("NP, Kathmandu", 5, 45, "Dial"),
    site("SG, Singapore, Pier 1", 8, 0, "WiFi"),
    site("CN, 上海", 8, 0, "WiFi"),
    site("JP, 東京, BrdBnd", 9, 0, "Ethernet"),
    site("AU, Adelaide, SA", 9, 30, "WiFi"),
    site("AU, Sydney, \"Wharf 7\", NSW", 10, 0, "WiFi"),
    site("NZ, Chatham Islands", 12, 45, "Dial"),
    site("KI, Kiritimati", 14, 0, "3G"),
];

/// The Service Type column (DOC: "new values may be added").
pub(crate) const SERVICE_TYPES: [&str; 10] = [
    "daily_usage",
    "monthly_usage",
    "daily_trans",
    "monthly_trans",
    "daily_usage_cap",
    "monthly_usage_cap",
    "daily_trans_cap",
    "monthly_trans_cap",
    // Not in the provider's list: the list is open, so a client must keep these.
    "hourly_usage",
    "promo-trans 2",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_fit_the_column() {
        for site in SITES {
            assert!(site.description.chars().count() <= 80, "{}", site.description);
            assert!(site.description.as_bytes()[..2].iter().all(u8::is_ascii_uppercase));
            assert!(site.offset_minutes.abs() <= 14 * 60);
        }
    }
}
