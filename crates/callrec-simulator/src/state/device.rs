//! Devices.

use base64::{Engine, engine::general_purpose::STANDARD};
use jiff::Timestamp;

use crate::data::prng::{Draws, key};

/// A device of a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Device {
    /// Sixteen bytes in Base64, as in the sample.
    pub(crate) uuid: String,
    pub(crate) enabled_on: Timestamp,
    pub(crate) manufacturer: String,
    pub(crate) model: String,
    pub(crate) platform: String,
    /// Until it is deactivated.
    pub(crate) registered: bool,
}

const MODELS: [(&str, &str, &str); 6] = [
    ("LGE", "Nexus 5", "Android"),
    ("Apple", "iPhone10,4", "iOS"),
    ("samsung", "SM-G950F", "Android"),
    ("Dell Inc.", "Latitude E7470", "Windows"),
    ("Apple", "MacBookPro14,1", "Mac OS X"),
    ("R&D <Labs>", "Prototype \"7\"", "Android"),
];

impl Device {
    /// The `index`th device of a user that the seed made.
    pub(crate) fn of_seed(user_key: u64, index: u64, enabled_on: Timestamp) -> Self {
        let device_key = key(user_key, 0x6465_7669 + index);
        let (manufacturer, model, platform) = MODELS[Draws::new(device_key).below(6) as usize];
        Self {
            uuid: uuid(device_key),
            enabled_on,
            manufacturer: manufacturer.to_owned(),
            model: model.to_owned(),
            platform: platform.to_owned(),
            registered: !device_key.is_multiple_of(5),
        }
    }
}

/// A device's id out of a key.
pub(crate) fn uuid(key_of_device: u64) -> String {
    let mut draws = Draws::new(key_of_device);
    let mut bytes = [0_u8; 16];
    bytes[..8].copy_from_slice(&draws.bits().to_be_bytes());
    bytes[8..].copy_from_slice(&draws.bits().to_be_bytes());
    STANDARD.encode(bytes)
}
