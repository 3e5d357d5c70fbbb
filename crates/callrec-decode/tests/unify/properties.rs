use arrow_array::cast::AsArray;
use arrow_array::types::{Int64Type, TimestampMicrosecondType};
use arrow_array::{Array, RecordBatch};
use callrec_decode::{DstPolicy, PricePolicy, Report, Unifier, UnifyError, UnifyOptions, Zone};
use proptest::prelude::*;

use crate::batches::batch;
use crate::rows::{decimals, text};

/// 10^18, one more than the largest number of eighteen digits.
const TOO_MANY_DIGITS: i128 = 1_000_000_000_000_000_000;

fn report() -> impl Strategy<Value = (Report, RecordBatch)> {
    let of = |report: Report| batch(report).prop_map(move |batch| (report, batch));
    prop_oneof![of(Report::IpassCdr), of(Report::BillingFeed), of(Report::GetCalls)]
}

fn options() -> impl Strategy<Value = UnifyOptions> {
    let zones = ["Europe/Luxembourg", "Pacific/Auckland", "Australia/Sydney"];
    let zone = prop::option::of(prop::sample::select(zones.to_vec()));
    let dst = prop::sample::select(vec![DstPolicy::Reject, DstPolicy::Earlier, DstPolicy::Later]);
    let price = prop::sample::select(vec![PricePolicy::PerQuantity, PricePolicy::LineTotal]);
    (zone, dst, price).prop_map(|(zone, dst, price)| {
        let options = UnifyOptions::default().with_price_policy(price);
        match zone {
            Some(name) => options.with_zone(Zone::named(name).unwrap(), dst),
            None => options,
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..Default::default() })]

    #[test]
    fn rows_and_their_places_are_kept((report, batch) in report(), options in options()) {
        let mut unifier = Unifier::new(report, options.clone()).unwrap();
        let unified = unifier.unify(&batch).unwrap();
        prop_assert_eq!(unified.schema(), Unifier::schema());
        prop_assert_eq!(unified.num_rows(), batch.num_rows());
        for name in ["_line", "_offset", "_repair"] {
            prop_assert_eq!(unified.column_by_name(name), batch.column_by_name(name));
        }
        prop_assert_eq!(text(&unified, "provider"), vec![Some(report.systems()[0].name().to_owned()); batch.num_rows()]);
        // A unifier that has seen other batches gives the same.
        prop_assert_eq!(unifier.unify(&batch).unwrap(), unified.clone());
        // So does one that sees the rows one by one.
        let mut single = Unifier::new(report, options).unwrap();
        for row in 0..batch.num_rows() {
            let one = single.unify(&batch.slice(row, 1)).unwrap();
            for (column, whole) in one.columns().iter().zip(unified.columns()) {
                prop_assert_eq!(column, &whole.slice(row, 1));
            }
        }
        let (twice, once) = (unifier.accounting(), single.accounting());
        prop_assert_eq!((twice.rows, twice.overflow, twice.inexact), (once.rows * 2, once.overflow * 2, once.inexact * 2));
    }

    /// The first doubt ends it, whatever its column; what comes before is what comes without `strict`.
    #[test]
    fn strict_gives_the_rows_before_the_first_doubt((report, batch) in report(), options in options()) {
        let mut lenient = Unifier::new(report, options.clone()).unwrap();
        let unified = lenient.unify(&batch).unwrap();
        let doubts = lenient.take_doubts();
        // Places of random batches may repeat: rows are told apart one by one.
        let mut single = Unifier::new(report, options.clone()).unwrap();
        let first = (0..batch.num_rows()).find(|&row| {
            single.unify(&batch.slice(row, 1)).unwrap();
            !single.take_doubts().is_empty()
        });
        let mut strict = Unifier::new(report, options.with_strict(true)).unwrap();
        match (strict.unify(&batch), first) {
            (Ok(rows), None) => prop_assert_eq!(rows, unified),
            (Err(UnifyError::Doubt(stopped)), Some(row)) => {
                prop_assert_eq!(stopped.before, unified.slice(0, row));
                prop_assert!(doubts.contains(&stopped.doubt));
                prop_assert_eq!(strict.accounting().rows, row as u64);
            }
            (other, first) => prop_assert!(false, "{:?}, the first doubt in row {:?}", other.map(|rows| rows.num_rows()), first),
        }
    }

    #[test]
    fn amounts_are_those_of_whole_numbers(batch in batch(Report::GetCalls), per_quantity: bool) {
        let policy = if per_quantity { PricePolicy::PerQuantity } else { PricePolicy::LineTotal };
        let mut unifier = Unifier::new(Report::GetCalls, UnifyOptions::default().with_price_policy(policy)).unwrap();
        let unified = unifier.unify(&batch).unwrap();
        let (prices, quantities) = (decimals(&batch, "price_cents"), decimals(&batch, "quantity"));
        let (mut sum, mut overflow, mut inexact) = (0_i128, 0, 0);
        let expected: Vec<Option<i128>> = prices.iter().zip(&quantities).map(|(price, quantity)| {
            // Hundred-millionths of a cent, or with the quantity their millionths.
            let (number, unit) = if per_quantity { ((*price)? * (*quantity)?, 100_000_000) } else { ((*price)?, 100) };
            if (number / unit).abs() >= TOO_MANY_DIGITS {
                overflow += 1;
                return None;
            }
            if number % unit != 0 {
                inexact += 1;
                return None;
            }
            sum += number;
            Some(number / unit)
        }).collect();
        let amounts = decimals(&unified, "amount");
        prop_assert_eq!(&amounts, &expected);
        let unit = if per_quantity { 100_000_000 } else { 100 };
        prop_assert_eq!(amounts.iter().flatten().sum::<i128>() * unit, sum);
        let counts = unifier.accounting();
        prop_assert_eq!((counts.overflow, counts.inexact), (overflow, inexact));
        prop_assert_eq!(unifier.take_doubts().len() as u64, overflow + inexact);
    }

    #[test]
    fn other_amounts_are_the_providers_own((report, batch) in report()) {
        let name = match report {
            Report::IpassCdr => "net_billing_amount",
            Report::BillingFeed => "charge",
            _ => return Ok(()),
        };
        let unified = Unifier::new(report, UnifyOptions::default()).unwrap().unify(&batch).unwrap();
        prop_assert_eq!(decimals(&unified, "amount"), decimals(&batch, name));
    }

    #[test]
    fn a_session_starts_its_length_before_its_end(batch in batch(Report::IpassCdr)) {
        let mut unifier = Unifier::new(Report::IpassCdr, UnifyOptions::default()).unwrap();
        let unified = unifier.unify(&batch).unwrap();
        let times = |batch: &RecordBatch, name| {
            let column = batch.column_by_name(name).unwrap().as_primitive::<TimestampMicrosecondType>();
            column.iter().collect::<Vec<_>>()
        };
        let lengths = batch.column_by_name("session_length_s").unwrap().as_primitive::<Int64Type>();
        let ends = times(&batch, "gmt_time");
        let expected: Vec<Option<i64>> = ends.iter().zip(lengths.iter()).map(|(end, length)| {
            i64::try_from(i128::from((*end)?) - i128::from(length?) * 1_000_000).ok()
        }).collect();
        let lost = (0..batch.num_rows())
            .filter(|&row| expected[row].is_none() && ends[row].is_some() && lengths.is_valid(row))
            .count();
        prop_assert_eq!(times(&unified, "started_at"), expected);
        // A length beyond 64 bits of microseconds may still leave a start within; none does here.
        prop_assert_eq!(unifier.accounting().overflow, lost as u64);
    }
}
