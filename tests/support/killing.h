// SIGKILL of the real program at a chosen place, and what the books and the meters of its office must hold afterwards.
//
// An office here is a data folder with the simulator's shelf in it: cards, and the meters that take their credit.
#pragma once

#include "tests/support/program.h"

namespace meterdesk::test {

/// Where the program dies, right before the n-th time that it does this; see tests/app/killat.cpp and shelf.h.
struct KillAt {
    enum class Place {
        Apdu,     // sends a command to a card of the shelf
        Transmit, // hands a command to the card service
        Write,    // writes to its books, or waits for the disk
        Sync,     // waits for its books to be on the disk
    } place = Place::Apdu;
    int n = 0;
};
QString placeName(KillAt::Place place);
/// Hundreds of offices are copied by such tests: from now on in memory, where this user may write there.
void keepOfficesInMemory();
/// The program's next runs die there.
void arm(Program& office, KillAt at);
void disarm(Program& office);
/// One run that dies there, where it comes so far.
Ran runUntil(const Program& office, KillAt at, const QStringList& words);

/// The resident carries the card that lies on the shelf's reader to its meter and back; whether it took credit.
bool loadMeter(const Program& office);

/// What the books say, read from the tables themselves.
struct Booked {
    qint64 orders = 0;
    qint64 paid = 0, delivered = 0, reversed = 0, open = 0; // fen; delivered: loaded too
    qint64 credit = 0;                                      // of delivered orders, as meters count
    QString cases;                                          // disagreements of books and meters that nobody may cause
};
Booked bookedIn(const Program& office);
/// When all is settled and every card has been in its meter: empty, or where money or credit has gone. `before`: what
/// the meters had before these books.
QString whereMoneyWent(const Program& office, qint64 before = 0);

} // namespace meterdesk::test
