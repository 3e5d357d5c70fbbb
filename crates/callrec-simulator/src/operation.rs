//! The operations of the five systems, under the names that all of callrec uses.

use std::{fmt, str::FromStr};

use serde::{Serialize, Serializer};

use crate::{Error, System};

/// Declares the operations once: variant, system and name cannot drift apart.
macro_rules! operations {
    ($($system:ident { $($(#[$doc:meta])+ $variant:ident = $name:literal,)+ })+) => {
        /// An operation of one of the five systems. The portal's bear no prefix.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Operation {
            $($($(#[$doc])+ $variant,)+)+
        }

        impl Operation {
            /// Every operation, system by system.
            pub const ALL: [Self; 50] = [$($(Self::$variant,)+)+];

            /// The name in snake case; `monthly_cdr` and a few others are names in several systems.
            pub fn name(self) -> &'static str {
                match self {
                    $($(Self::$variant => $name,)+)+
                }
            }

            /// The system.
            pub fn system(self) -> System {
                match self {
                    $($(Self::$variant => System::$system,)+)+
                }
            }
        }
    };
}

operations! {
    IpassPortal {
        /// `login`, by GET or by POST.
        Login = "login",
        /// `monthly/cdr`
        MonthlyCdr = "monthly_cdr",
        /// `daily/cdrdaily`
        DailyCdr = "daily_cdr",
        /// `monthly/adjcdr`
        MonthlyAdjustmentCdr = "monthly_adjustment_cdr",
        /// `daily/adjcdrdaily`
        DailyAdjustmentCdr = "daily_adjustment_cdr",
        /// `networkAndClientUser`
        NetworkUsers = "network_users",
        /// `monthly/networkuser`
        NetworkUsersCsv = "network_users_csv",
        /// `omapi/findAllChildCompanies`
        ChildCompanies = "child_companies",
        /// `reports/monthly/custom`: a zip with a folder a child company (DOC).
        ChildCustomReport = "child_custom_report",
    }
    HostedUsers {
        /// `action=createOrUpdate`
        HostedCreateOrUpdateUser = "create_or_update_user",
        /// `action=suspendNow`
        HostedSuspendUser = "suspend_user",
        /// `action=retrieve`
        HostedRetrieveUser = "retrieve_user",
    }
    IpassRest {
        /// `/users?service=create-v2`
        RestCreateUser = "create_user",
        /// `/users?service=update`
        RestUpdateUser = "update_user",
        /// `/users?service=suspend`
        RestSuspendUser = "suspend_user",
        /// `/users?service=activate`
        RestActivateUser = "activate_user",
        /// `/users?service=delete-v2`
        RestDeleteUser = "delete_user",
        /// `/users?service=search`
        RestSearchUsers = "search_users",
        /// `/users?service=listAll`
        RestListUsers = "list_users",
        /// `/users?service=listActive`
        RestListActiveUsers = "list_active_users",
        /// `/users?service=resendActivation`
        RestResendActivation = "resend_activation",
        /// `/costcenters?service=list`
        RestListCostCenters = "list_cost_centers",
        /// `/costcenters?service=create`
        RestCreateCostCenter = "create_cost_center",
        /// `/costcenters?service=update`
        RestUpdateCostCenter = "update_cost_center",
        /// `/costcenters?service=delete`
        RestDeleteCostCenter = "delete_cost_center",
        /// `/costcenters?service=listUsers`
        RestListCostCenterUsers = "list_cost_center_users",
        /// `/costcenters?service=addUsers`
        RestAssignCostCenterUsers = "assign_cost_center_users",
        /// `/costcenters?service=removeUsers`
        RestUnassignCostCenterUsers = "unassign_cost_center_users",
        /// `/devices?service=list`
        RestListDevices = "list_devices",
        /// `/devices?service=deactivate`
        RestDeactivateDevice = "deactivate_device",
        /// `/registrationcode?service=create`
        RestCreateRegistrationCode = "create_registration_code",
        /// `/registrationcode?service=update`
        RestUpdateRegistrationCode = "update_registration_code",
        /// `/registrationcode?service=listUsed`
        RestListUsedRegistrationCodes = "list_used_registration_codes",
        /// `/registrationcode?service=search`
        RestSearchRegistrationCodes = "search_registration_codes",
        /// `/reports?service=getCustom`
        RestCustomReport = "custom_report",
        /// `/reports?service=getCustomWithChild`
        RestChildCustomReport = "child_custom_report",
        /// `/reports?service=getmonthlycdr`
        RestMonthlyCdr = "monthly_cdr",
        /// `/reports?service=getmonthlyadjcdr`
        RestMonthlyAdjustmentCdr = "monthly_adjustment_cdr",
        /// `/reports?service=getdailycdr`
        RestDailyCdr = "daily_cdr",
        /// `/reports?service=getdailyadjcdr`
        RestDailyAdjustmentCdr = "daily_adjustment_cdr",
        /// `/reports?service=getNetworkAndClientUser`
        RestNetworkUsers = "network_users",
        /// `/groups?service=list`
        RestListGroups = "list_groups",
        /// `/groups?service=listGroupPlan`
        RestListGroupPlans = "list_group_plans",
        /// `/groups?service=create`
        RestCreateGroup = "create_group",
        /// `/groups?service=update` without users: a new name (B53).
        RestUpdateGroup = "update_group",
        /// `/groups?service=update` with users to assign.
        RestAssignGroupUsers = "assign_group_users",
        /// `/groups?service=update` with users to un-assign.
        RestUnassignGroupUsers = "unassign_group_users",
    }
    BillingFeed {
        /// `/billing/feed`
        Feed = "feed",
        /// A call recording, from the address in a row.
        Recording = "recording",
    }
    GetCalls {
        /// `/cdrs/getcalls/…`, JSON and CSV.
        GetCalls = "get_calls",
    }
}

impl Operation {
    /// `ipass_rest.create_user`
    pub fn full_name(self) -> String {
        format!("{}.{}", self.system().name(), self.name())
    }

    /// Whether the bare name means this operation: the portal's come first, of the others only
    /// unique names are taken.
    fn owns_its_name(self) -> bool {
        bare(self.name()) == Some(self)
    }
}

/// The operation that a bare name means.
fn bare(name: &str) -> Option<Operation> {
    let mut of_that_name = Operation::ALL.into_iter().filter(|operation| operation.name() == name);
    let first = of_that_name.next()?;
    (first.system() == System::IpassPortal || of_that_name.next().is_none()).then_some(first)
}

impl fmt::Display for Operation {
    /// The shortest name that is understood: bare, or with the system where it needs one.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.owns_its_name() {
            f.write_str(self.name())
        } else {
            write!(f, "{}.{}", self.system().name(), self.name())
        }
    }
}

impl FromStr for Operation {
    type Err = Error;

    /// `ipass_rest.create_user`, or the bare name: it means the portal's operation where that
    /// has one of the name, else the only one. Snake or kebab case.
    fn from_str(text: &str) -> Result<Self, Error> {
        let name = text.replace('-', "_");
        let found = match name.split_once('.') {
            Some((system, name)) => Self::ALL
                .into_iter()
                .find(|operation| operation.name() == name && operation.system().name() == system),
            None => bare(&name),
        };
        found.ok_or_else(|| {
            let of_that_name: Vec<_> = Self::ALL
                .into_iter()
                .filter(|operation| operation.name() == name)
                .map(Self::full_name)
                .collect();
            let expected = if of_that_name.is_empty() {
                Self::ALL.map(|operation| operation.to_string()).join(", ")
            } else {
                of_that_name.join(" or ")
            };
            Error::invalid("operation", text, expected)
        })
    }
}

impl Serialize for Operation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_operation_reads_back_by_either_name() {
        for operation in Operation::ALL {
            assert_eq!(operation.to_string().parse::<Operation>().unwrap(), operation);
            assert_eq!(operation.full_name().parse::<Operation>().unwrap(), operation);
            let kebab = operation.full_name().replace('_', "-");
            assert_eq!(kebab.parse::<Operation>().unwrap(), operation);
        }
        let names: HashSet<_> = Operation::ALL.map(Operation::full_name).into();
        assert_eq!(names.len(), Operation::ALL.len());
    }

    #[test]
    fn a_bare_name_is_the_portals_or_the_only_one() {
        assert_eq!("monthly_cdr".parse::<Operation>().unwrap(), Operation::MonthlyCdr);
        assert_eq!("create-user".parse::<Operation>().unwrap(), Operation::RestCreateUser);
        let ambiguous = "suspend_user".parse::<Operation>().unwrap_err().to_string();
        assert!(
            ambiguous.contains("hosted_users.suspend_user or ipass_rest.suspend_user"),
            "{ambiguous}"
        );
        assert_eq!(Operation::RestMonthlyCdr.to_string(), "ipass_rest.monthly_cdr");
    }

    #[test]
    fn each_system_has_its_number_of_operations() {
        let count = |system| Operation::ALL.iter().filter(|o| o.system() == system).count();
        assert_eq!(System::ALL.map(count), [9, 3, 35, 2, 1]);
    }
}
