//! What all clients have in common: a handle, a flag that cancels, and the three kinds of call.

use std::process;
use std::sync::Arc;

use callrec::blocking::{Document, Reader};
use callrec::{Outcome, Provider, Reconciled};

use crate::cancelled::Cancelled;
use crate::document::{DocumentObject, callrec_document};
use crate::error::{Failure, Place};
use crate::handle::{self, Object, Table};
use crate::outcome::{Described, OutcomeObject, callrec_outcome};
use crate::ptr::Out;
use crate::reader::{ReaderObject, callrec_reader};

/// A client of the core that C holds by handle.
pub(crate) trait System: Send + Sync + Sized + 'static {
    /// The incomplete type that the header shows.
    type Opaque;
    const KIND: u8;
    const NAME: &'static str;
    const PROVIDER: Provider;
    /// What unified records call it, where its reports are those of another system, too.
    const SYSTEM: Option<callrec::System> = None;
    fn table() -> &'static Table<Client<Self>>;
    /// The same client, which asks `ask` whether to stop.
    fn asking(&self, ask: impl Fn() -> bool + Send + Sync + 'static) -> Self;
}

/// What a client's handle stands for.
pub(crate) struct Client<C> {
    pub(crate) client: C,
    pub(crate) cancelled: Arc<Cancelled>,
    /// Writes of this client are planned and not sent.
    pub(crate) is_dry_run: bool,
    /// What names of hosted users must end in; of the portal only.
    pub(crate) realm: Option<String>,
    /// The process that it was made in: its threads are not in a child of `fork`.
    process: u32,
}

impl<C: System> Object for Client<C> {
    type Opaque = C::Opaque;
    const KIND: u8 = C::KIND;
    const NAME: &'static str = C::NAME;
    fn table() -> &'static Table<Self> {
        C::table()
    }
}

impl<C: System> Client<C> {
    pub(crate) fn new(client: &C) -> Self {
        let cancelled = Arc::default();
        let client = asking(client, &cancelled);
        Self { client, cancelled, is_dry_run: false, realm: None, process: process::id() }
    }

    /// The same client, which can be cancelled by itself and is cancelled with this one.
    fn shared(&self) -> Result<Self, Failure> {
        Ok(self.derived(self.client()?, self.is_dry_run))
    }

    /// Another client, which can be cancelled by itself and is cancelled with this one.
    pub(crate) fn derived(&self, client: &C, is_dry_run: bool) -> Self {
        let cancelled = Cancelled::under(&self.cancelled);
        let client = asking(client, &cancelled);
        Self { client, cancelled, is_dry_run, realm: self.realm.clone(), process: self.process }
    }

    pub(crate) fn client(&self) -> Result<&C, Failure> {
        if self.process != process::id() {
            return Err(Failure::forked());
        }
        if self.cancelled.is_set() {
            return Err(Failure::cancelled());
        }
        Ok(&self.client)
    }

    pub(crate) fn cancel(&self) {
        self.cancelled.set();
    }
}

/// A client whose waiting ends when the flag is set.
fn asking<C: System>(client: &C, cancelled: &Arc<Cancelled>) -> C {
    let cancelled = Arc::clone(cancelled);
    client.asking(move || cancelled.is_set())
}

/// Makes another handle of a client.
pub(crate) fn share<C: System>(
    client: *const C::Opaque,
    other: *mut *mut C::Opaque,
) -> Result<(), Failure> {
    let object = handle::pin::<Client<C>>(client)?;
    let out = Out::new(other, "other")?;
    out.write(handle::insert(object.shared()?)?);
    Ok(())
}

/// Opens a reader: looks at every argument, asks, hands it out.
pub(crate) fn read<C: System>(
    operation: &'static str,
    client: *const C::Opaque,
    reader: *mut *mut callrec_reader,
    ask: impl FnOnce(&C) -> Result<Reader, Failure>,
) -> Result<(), Failure> {
    let object = handle::pin::<Client<C>>(client)?;
    let out = Out::new(reader, "reader")?;
    let place = Place { provider: C::PROVIDER.name(), operation };
    let opened = object.client().and_then(ask).map_err(|failure| failure.at(place))?;
    let reader = ReaderObject::of_client(opened, &object.cancelled).of_system(C::SYSTEM);
    out.write(handle::insert(reader)?);
    Ok(())
}

/// Opens a document.
pub(crate) fn document<C: System>(
    operation: &'static str,
    client: *const C::Opaque,
    document: *mut *mut callrec_document,
    ask: impl FnOnce(&C) -> Result<Document, Failure>,
) -> Result<(), Failure> {
    let object = handle::pin::<Client<C>>(client)?;
    let out = Out::new(document, "document")?;
    let place = Place { provider: C::PROVIDER.name(), operation };
    let opened = object.client().and_then(ask).map_err(|failure| failure.at(place))?;
    out.write(handle::insert(DocumentObject::new(opened))?);
    Ok(())
}

/// Carries something out and tells what became of it.
pub(crate) fn carry_out<C: System>(
    place: Place,
    client: *const C::Opaque,
    outcome: *mut *mut callrec_outcome,
    ask: impl FnOnce(&Client<C>, &C) -> Result<OutcomeObject, Failure>,
) -> Result<(), Failure> {
    let object = handle::pin::<Client<C>>(client)?;
    let out = Out::new(outcome, "outcome")?;
    let done = object.client().and_then(|client| ask(&object, client));
    out.write(handle::insert(done.map_err(|failure| failure.at(place))?)?);
    Ok(())
}

/// A write.
pub(crate) fn write<C: System, T: Described>(
    operation: &'static str,
    client: *const C::Opaque,
    outcome: *mut *mut callrec_outcome,
    ask: impl FnOnce(&C) -> Result<Outcome<T>, Failure>,
) -> Result<(), Failure> {
    let place = Place { provider: C::PROVIDER.name(), operation };
    carry_out::<C>(place, client, outcome, |_, client| {
        Ok(OutcomeObject::of_write(operation, ask(client)?))
    })
}

/// A look at what became of a write of which nobody knows.
pub(crate) fn reconcile<C: System, T: Described>(
    operation: &'static str,
    client: *const C::Opaque,
    outcome: *mut *mut callrec_outcome,
    ask: impl FnOnce(&C) -> Result<Reconciled<T>, Failure>,
) -> Result<(), Failure> {
    let place = Place { provider: C::PROVIDER.name(), operation };
    carry_out::<C>(place, client, outcome, |_, client| {
        Ok(OutcomeObject::of_look(operation, ask(client)?))
    })
}

/// A single object that is looked for, and what to say where it is not there.
pub(crate) fn find<C: System, T: Described>(
    operation: &'static str,
    client: *const C::Opaque,
    outcome: *mut *mut callrec_outcome,
    ask: impl FnOnce(&C) -> Result<(Option<T>, String), Failure>,
) -> Result<(), Failure> {
    let place = Place { provider: C::PROVIDER.name(), operation };
    carry_out::<C>(place, client, outcome, |_, client| {
        let (found, missing) = ask(client)?;
        OutcomeObject::of_find(operation, found, || missing)
    })
}
