//! What all clients have in common: a handle, a flag that cancels, and the three kinds of call.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use callrec::blocking::{Document, Reader};
use callrec::{Outcome, Provider, Reconciled};

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
    fn table() -> &'static Table<Client<Self>>;
}

/// What a client's handle stands for.
pub(crate) struct Client<C> {
    pub(crate) client: C,
    pub(crate) cancelled: Arc<AtomicBool>,
    /// Writes of this client are planned and not sent.
    pub(crate) is_dry_run: bool,
}

impl<C: System> Object for Client<C> {
    type Opaque = C::Opaque;
    const KIND: u8 = C::KIND;
    const NAME: &'static str = C::NAME;
    fn table() -> &'static Table<Self> {
        C::table()
    }
}

impl<C> Client<C> {
    /// A client whose waiting ends when the flag that `make` is given is set.
    pub(crate) fn new(
        make: impl FnOnce(Arc<AtomicBool>) -> Result<C, Failure>,
    ) -> Result<Self, Failure> {
        let cancelled = Arc::new(AtomicBool::new(false));
        let client = make(Arc::clone(&cancelled))?;
        Ok(Self { client, cancelled, is_dry_run: false })
    }

    /// Another client that is cancelled with this one.
    pub(crate) fn derived(&self, client: C, is_dry_run: bool) -> Self {
        Self { client, cancelled: Arc::clone(&self.cancelled), is_dry_run }
    }

    pub(crate) fn client(&self) -> Result<&C, Failure> {
        if self.cancelled.load(Ordering::Relaxed) {
            return Err(Failure::cancelled());
        }
        Ok(&self.client)
    }

    pub(crate) fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }
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
    out.write(handle::insert(ReaderObject::of_client(opened, &object.cancelled))?);
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

/// A single object that is looked for.
pub(crate) fn find<C: System, T: Described>(
    operation: &'static str,
    client: *const C::Opaque,
    outcome: *mut *mut callrec_outcome,
    ask: impl FnOnce(&C) -> Result<Option<T>, Failure>,
) -> Result<(), Failure> {
    let place = Place { provider: C::PROVIDER.name(), operation };
    carry_out::<C>(place, client, outcome, |_, client| {
        OutcomeObject::of_find(operation, ask(client)?)
    })
}
