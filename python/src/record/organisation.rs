//! Records of what a company orders its users by.

use pyo3::prelude::*;

use super::Record;
use super::class::record_class;

record_class! {
    /// A cost center of a company (report ``cost_centers``).
    CostCenterRecord, [
        /// str : The provider's id, by which it is changed. Never null. SEED.
        0 id,
        /// str or None : The id for people. SEED.
        1 cost_id,
        /// str or None : Any text. SEED.
        2 name,
        /// str or None : Id of the child company that it stands for. SEED.
        3 child_company,
        /// int or None : Number of users assigned to it. SEED.
        4 assigned_count,
        /// str or None : Who changed it last. SEED.
        5 modified_by,
        /// datetime.datetime or None : When, UTC; a text without a year is in `_extra`. SEED.
        6 modified_time,
    ]
}

record_class! {
    /// A registration code of a company (report ``registration_codes``).
    RegistrationCodeRecord, [
        /// str : The code. Never null. SEED.
        0 reg_code,
        /// str or None : A second code, opaque. SEED.
        1 reg_code2,
        /// str or None : The provider's id, by which it is changed. SEED.
        2 id,
        /// int or None : How long the service lasts once a user registers, in `duration_unit`. SEED.
        3 duration,
        /// str or None : ``Days`` or ``Months``. SEED.
        4 duration_unit,
        /// int or None : How often it was used. SEED.
        5 use_count,
        /// str or None : Free text. SEED.
        6 department_code,
        /// str or None : Free text. SEED.
        7 alt_id,
        /// str or None : Id of the company. SEED.
        8 company_id,
        /// datetime.date or None : The last day to register; a text of another form is in `_extra`.
        /// SEED.
        9 max_activation_date,
    ]
}

record_class! {
    /// A user group of a company (report ``groups``).
    GroupRecord, [
        /// str : The provider's id. Never null. SEED.
        0 id,
        /// str or None : Any text; need not be unique. SEED.
        1 name,
        /// str or None : The `id` of its price plan. SEED.
        2 group_plan_id,
        /// int or None : Number of users in it. SEED.
        3 assigned_count,
        /// str or None : Who changed it last. SEED.
        4 modified_by,
        /// datetime.datetime or None : When, UTC. SEED.
        5 modified_date,
        /// str or None : JSON array of the members' user names; None where there is none. SEED.
        6 users,
    ]
}

record_class! {
    /// A price plan of groups (report ``group_plans``).
    GroupPlanRecord, [
        /// str : What a group's `group_plan_id` names. Never null. SEED.
        0 id,
        /// str or None : Id of the company. SEED.
        1 company_id,
        /// bool or None : Whether it is the default. SEED.
        2 default_plan,
        /// str or None : Who changed it last. SEED.
        3 modified_by,
        /// datetime.datetime or None : When, UTC. SEED.
        4 modified_time,
        /// str or None : Its code, as in ``FLAT_RATE_ULTD_LPT``. SEED.
        5 plan,
        /// str or None : For people. SEED.
        6 plan_description,
        /// str or None : As in ``NON_PREMIUM``. SEED.
        7 plan_type,
    ]
}
