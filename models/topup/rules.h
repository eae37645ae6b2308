// The rules that an order meets before it is sent, as plain functions over what the books say.
//
// Threads: pure. Errors: MeterNotInUse, OrderOpen, CardNotLoaded, CardAhead, AmountZero, AmountTooLarge, BadArgument,
// NotAllowed, ReasonMissing. Source: the design's "one idea"; models/README.md, "The journal".
#pragma once

#include "models/topup/journal.h"
#include "models/topup/orderstore.h"

namespace meterdesk {

/// An order as it would stand in the books, without count.
CreditOrder freshOrder(const NewOrder& asked, const Meter& meter, const StaffSession& session);
/// What it is, and who may make it.
Status mayMake(const CreditOrder& order, const Meter& meter, const StaffSession& session);
/// Whether an order of this meter may be sent now. `self`: the order, where the books have it already.
Status maySend(const MeterBooks& books, Id self);
/// The meter has a purchase that the books don't have.
bool isBeyond(const MeterBooks& books, const Observation& seen);
/// Whether what was `seen` lets a carrier that overwrites have the next count: a meter refuses one that it has, and its
/// word of the other purchase would then pass for the loading of this one (CardAhead).
Status mayFollow(const MeterBooks& books, bool overwrites, const QList<Observation>& seen);
/// Gives the order the meter's next count and total.
Status number(CreditOrder& order, const MeterBooks& books);

/// Whether a meter at `count` (running) and `total` has this order in it. A purse meter's count may lag behind, because
/// its data file is written after the purse; there the total says it as well.
bool showsLoaded(const CreditOrder& order, qint64 count, std::optional<qint64> total);
/// Whether evidence may move this order to loaded now: not while someone is sending it or taking it back. `ahead`: the
/// count is beyond the books. It is a case for a person, and proves no delivery that isn't known anyway.
bool mayBeLoaded(const OrderRow& row, bool ahead, TimeMs now);
/// The books as they will be once `seen` is taken in.
void assume(MeterBooks& books, const QList<Observation>& seen, TimeMs now);

} // namespace meterdesk
