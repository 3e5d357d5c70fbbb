//! A list of users with the elements that the document's table gives for `listAll`, indented as its
//! sample is. One name in sixteen holds a reference, one user in eight has no country.

use std::io::Write;

use super::Records;
use crate::draws::Draws;

pub(super) struct Users;

impl Records for Users {
    fn begin(&self) -> &'static str {
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<endUsers>"
    }

    fn push(&mut self, out: &mut Vec<u8>, draws: &mut Draws, number: u64, _progress: u64) {
        let login = format!("user{}", draws.below(10_000_000));
        let country = match draws.one_in(8) {
            true => String::new(),
            false => format!(
                "\n    <homeCountry>{}</homeCountry>",
                draws.pick(&["CH", "DE", "FR", "GB", "US", "IN"])
            ),
        };
        let devices = draws.below(5);
        write!(
            out,
            "\n  <endUser>\n    <authType>HostedAuth</authType>\n    <company>1022878</company>\n    \
             <email>{login}@example.com</email>\n    <fname>{}</fname>\n    \
             <isActive>{}</isActive>\n    <lname>{}</lname>\n    \
             <thorUserId>{}</thorUserId>\n    <username>{login}@example.com</username>\n    \
             <enablePortalLogin>{}</enablePortalLogin>\n    <endUserId>{}</endUserId>\n    \
             <endUserStatus>{}</endUserStatus>{country}\n    <locale>en-US</locale>\n    \
             <notifications>\n        <notification subscribe=\"true\">\n            \
             <type>Activate</type>\n        </notification>\n        \
             <notification subscribe=\"{}\">\n            <type>Suspend</type>\n        \
             </notification>\n    </notifications>\n    <numDevices>{devices}</numDevices>\n    \
             <numActiveDevices>{}</numActiveDevices>\n    \
             <startDate>{:02}/{:02}/{}</startDate>\n  </endUser>",
            if draws.one_in(16) { "Ann &amp; Bob" } else { draws.pick(&["Ann", "Zoë", "Li"]) },
            u8::from(!draws.one_in(10)),
            draws.pick(&["Shakespeare", "Müller", "Example", "Sample"]),
            50_000_000 + number,
            draws.one_in(12),
            1_000_000 + number,
            draws.pick(&["Active", "Active", "Active", "Suspended"]),
            !draws.one_in(4),
            devices / 2,
            1 + draws.below(12),
            1 + draws.below(28),
            2015 + draws.below(7),
        )
        .expect("a vector takes everything");
    }

    fn end(&self) -> &'static str {
        "\n</endUsers>\n"
    }
}
