//! Whatever is done in whatever order: the accounts are what a small model says.

use std::collections::BTreeMap;

use callrec_simulator::{Simulator, UserStatus};
use proptest::prelude::*;

use super::{REALM, call, found, listed, named, new_user, small};

/// Few names and addresses, so that they meet.
const NAMES: u8 = 4;

#[derive(Debug, Clone)]
enum Step {
    Create { name: u8, email: u8 },
    Update { name: u8, email: Option<u8>, lname: Option<u8> },
    Suspend(u8),
    Activate(u8),
    Delete(u8),
    AddToCenter { center: usize, name: u8 },
    RemoveFromCenter { center: usize, name: u8 },
    PutInGroup { group: usize, name: u8, into: bool },
    DeleteCenter(usize),
}

fn step() -> impl Strategy<Value = Step> {
    let (name, place) = (0..NAMES, 0..2_usize);
    prop_oneof![
        4 => (name.clone(), name.clone()).prop_map(|(name, email)| Step::Create { name, email }),
        2 => (name.clone(), prop::option::of(name.clone()), prop::option::of(0..9_u8))
            .prop_map(|(name, email, lname)| Step::Update { name, email, lname }),
        2 => name.clone().prop_map(Step::Suspend),
        2 => name.clone().prop_map(Step::Activate),
        2 => name.clone().prop_map(Step::Delete),
        3 => (place.clone(), name.clone())
            .prop_map(|(center, name)| Step::AddToCenter { center, name }),
        1 => (place.clone(), name.clone())
            .prop_map(|(center, name)| Step::RemoveFromCenter { center, name }),
        3 => (place.clone(), name, any::<bool>())
            .prop_map(|(group, name, into)| Step::PutInGroup { group, name, into }),
        1 => place.prop_map(Step::DeleteCenter),
    ]
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Person {
    email: u8,
    lname: String,
    is_active: bool,
    center: Option<usize>,
    group: Option<usize>,
}

/// What there should be: live users by name, cost centres that are there, and how many are gone.
#[derive(Debug, Default)]
struct Model {
    live: BTreeMap<u8, Person>,
    order: Vec<u8>,
    deleted: usize,
    centers_gone: [bool; 2],
    effects: usize,
}

impl Model {
    /// Whether the step goes well; if so it is done.
    fn go(&mut self, step: &Step) -> bool {
        let went = self.try_go(step).is_some();
        self.effects += usize::from(went);
        went
    }

    fn try_go(&mut self, step: &Step) -> Option<()> {
        match *step {
            Step::Create { name, email } => {
                let is_taken = self.live.values().any(|person| person.email == email);
                if is_taken || self.live.contains_key(&name) {
                    return None;
                }
                let lname = "Last".to_owned();
                let person = Person { email, lname, is_active: true, center: None, group: None };
                self.live.insert(name, person);
                self.order.push(name);
            }
            Step::Update { name, email, lname } => {
                let others = self.live.iter().filter(|(other, _)| **other != name);
                if others.into_iter().any(|(_, person)| Some(person.email) == email) {
                    return None;
                }
                let person = self.live.get_mut(&name)?;
                person.email = email.unwrap_or(person.email);
                if let Some(lname) = lname {
                    person.lname = format!("L{lname}");
                }
            }
            Step::Suspend(name) => self.live.get_mut(&name)?.is_active = false,
            Step::Activate(name) => self.live.get_mut(&name)?.is_active = true,
            Step::Delete(name) => {
                self.live.remove(&name)?;
                self.order.retain(|other| *other != name);
                self.deleted += 1;
            }
            Step::AddToCenter { center, name } => {
                let person = self.live.get_mut(&name)?;
                (!self.centers_gone[center]).then(|| person.center = Some(center))?;
            }
            Step::RemoveFromCenter { center, name } => {
                let person = self.live.get_mut(&name)?;
                (!self.centers_gone[center]).then_some(())?;
                person.center = person.center.filter(|other| *other != center);
            }
            Step::PutInGroup { group, name, into } => {
                let person = self.live.get_mut(&name)?;
                if into {
                    person.group = Some(group);
                } else {
                    person.group = person.group.filter(|other| *other != group);
                }
            }
            Step::DeleteCenter(center) => {
                (!self.centers_gone[center]).then_some(())?;
                self.centers_gone[center] = true;
                let members = self.live.values_mut().filter(|p| p.center == Some(center));
                members.for_each(|person| person.center = None);
            }
        }
        Some(())
    }
}

struct World {
    simulator: Simulator,
    centers: [u64; 2],
    groups: [u64; 2],
}

impl World {
    fn new() -> Self {
        let simulator = small().users(0).start().unwrap();
        let (centers, groups) = (simulator.cost_centers(), simulator.groups());
        Self {
            centers: [centers[0].id, centers[1].id],
            groups: [groups[0].id, groups[1].id],
            simulator,
        }
    }

    /// The id of a live user; one that nobody has where there is none.
    fn id(&self, name: u8) -> u64 {
        let user = self.simulator.user(&username(name));
        user.filter(|user| user.status != UserStatus::Deleted).map_or(7, |user| user.end_user_id)
    }

    fn go(&self, step: &Step) -> bool {
        let (target, body) = match *step {
            Step::Create { name, email } => (
                "users?service=create-v2".to_owned(),
                new_user(&format!("n{name}"))
                    .replace(&format!("n{name}@mail"), &format!("n{email}@mail")),
            ),
            Step::Update { name, email, lname } => {
                let mut body = format!("<endUser><username>{}</username>", username(name));
                if let Some(email) = email {
                    body += &format!("<email>{}</email>", address(email));
                }
                if let Some(lname) = lname {
                    body += &format!("<lname>L{lname}</lname>");
                }
                ("users?service=update".to_owned(), body + "</endUser>")
            }
            Step::Suspend(name) => ("users?service=suspend".to_owned(), named(&username(name))),
            Step::Activate(name) => ("users?service=activate".to_owned(), named(&username(name))),
            Step::Delete(name) => ("users?service=delete-v2".to_owned(), named(&username(name))),
            Step::AddToCenter { center, name } => (
                format!("costcenters?service=addUsers&costCenterId={}", self.centers[center]),
                self.list("assignedList", name),
            ),
            Step::RemoveFromCenter { center, name } => (
                format!("costcenters?service=removeUsers&costCenterId={}", self.centers[center]),
                self.list("unAssignedList", name),
            ),
            Step::PutInGroup { group, name, into } => (
                "groups?service=update".to_owned(),
                format!(
                    "<group><id>{}</id><users><user><userName>{}</userName><action>{}</action>\
                     </user></users></group>",
                    self.groups[group],
                    username(name),
                    if into { "assign" } else { "unassign" }
                ),
            ),
            Step::DeleteCenter(center) => (
                format!("costcenters?service=delete&costCenterId={}", self.centers[center]),
                String::new(),
            ),
        };
        let response = call(&self.simulator, &target, &body);
        assert!([200, 500].contains(&response.status), "{}", response.text());
        response.status == 200
    }

    fn list(&self, name: &str, user: u8) -> String {
        let id = self.id(user);
        format!(
            "<endusers><{name}><enduser><endUserId>{id}</endUserId></enduser></{name}></endusers>"
        )
    }

    fn agrees_with(&self, model: &Model) {
        let usernames: Vec<_> = model.order.iter().map(|&name| username(name)).collect();
        assert_eq!(listed(&self.simulator, "listAll"), usernames);
        let is_active = |name: &&u8| model.live[name].is_active;
        let active: Vec<_> =
            model.order.iter().filter(is_active).map(|&name| username(name)).collect();
        assert_eq!(listed(&self.simulator, "listActive"), active);
        for name in 0..NAMES {
            let expected: Vec<_> =
                model.live.contains_key(&name).then(|| username(name)).into_iter().collect();
            assert_eq!(found(&self.simulator, &username(name)), expected);
        }
        let users = self.simulator.users();
        let deleted = users.iter().filter(|user| user.status == UserStatus::Deleted).count();
        assert_eq!((deleted, users.len() - deleted), (model.deleted, model.live.len()));
        for (&name, person) in &model.live {
            let user = self.simulator.user(&username(name)).unwrap();
            let there = Person {
                email: (0..NAMES).find(|&email| address(email) == user.email).unwrap(),
                lname: user.lname,
                is_active: user.status == UserStatus::Active,
                center: user.cost_center.map(|id| place(&self.centers, id)),
                group: user.group.map(|id| place(&self.groups, id)),
            };
            assert_eq!(there, *person, "{name}");
        }
        let centers = self.simulator.cost_centers();
        for (center, id) in self.centers.iter().enumerate() {
            let members = model.live.values().filter(|p| p.center == Some(center)).count() as u64;
            let found = centers.iter().find(|center| center.id == *id).map(|c| c.assigned);
            assert_eq!(found, (!model.centers_gone[center]).then_some(members));
        }
        for (group, record) in self.simulator.groups()[..2].iter().enumerate() {
            let members = model.live.values().filter(|p| p.group == Some(group)).count();
            assert_eq!(record.assigned, members as u64);
        }
        assert_eq!(self.simulator.ledger().effects.len(), model.effects);
    }
}

fn username(name: u8) -> String {
    format!("n{name}@{REALM}")
}

fn address(email: u8) -> String {
    format!("n{email}@mail.example")
}

fn place(ids: &[u64; 2], id: u64) -> usize {
    ids.iter().position(|other| *other == id).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 24,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn the_accounts_are_what_the_model_says(
        steps in prop::collection::vec(step(), 1..40)
    ) {
        let (world, mut model) = (World::new(), Model::default());
        for step in &steps {
            let expected = model.go(step);
            prop_assert_eq!(world.go(step), expected, "{:?}", step);
        }
        world.agrees_with(&model);
    }
}
