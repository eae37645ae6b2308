// The one table of errors: a stable name, the outcome, the sentence, the next step.
#include "models/common/error.h"

#include <QCoreApplication>

namespace meterdesk {
namespace {

struct Row {
    ErrorCode code;
    Outcome outcome;
    const char* name;
    const char* message;
    const char* next;
};

// clang-format off
constexpr Row rows[] = {
    {ErrorCode::BadNumber, Outcome::Usage, "bad-number",
     QT_TRANSLATE_NOOP("Error", "“%1” can't be used: %2."),
     QT_TRANSLATE_NOOP("Error", "Type digits with a point, for example 50.00.")},
    {ErrorCode::AmountTooLarge, Outcome::Refused, "amount-too-large",
     QT_TRANSLATE_NOOP("Error", "The amount is larger than can be counted."),
     QT_TRANSLATE_NOOP("Error", "Type a smaller amount.")},
    {ErrorCode::BadArgument, Outcome::Usage, "bad-argument",
     QT_TRANSLATE_NOOP("Error", "%1"),
     QT_TRANSLATE_NOOP("Error", "Look at the command's --help.")},
    {ErrorCode::NotFound, Outcome::Refused, "not-found",
     QT_TRANSLATE_NOOP("Error", "There is no %1."),
     QT_TRANSLATE_NOOP("Error", "Check how it is written, or search for it.")},
    {ErrorCode::AlreadyExists, Outcome::Refused, "already-exists",
     QT_TRANSLATE_NOOP("Error", "%1 is there already."),
     QT_TRANSLATE_NOOP("Error", "Use the one that is there, or choose another name.")},
    {ErrorCode::NotSignedIn, Outcome::Refused, "not-signed-in",
     QT_TRANSLATE_NOOP("Error", "Nobody is signed in."),
     QT_TRANSLATE_NOOP("Error", "Sign in first: --as NAME with METERDESK_PASSWORD, or the sign-in page.")},
    {ErrorCode::WrongPassword, Outcome::Refused, "wrong-password",
     QT_TRANSLATE_NOOP("Error", "Name or password is wrong."),
     QT_TRANSLATE_NOOP("Error", "Try again; after several wrong tries the name is locked for a while.")},
    {ErrorCode::LockedOut, Outcome::Refused, "locked-out",
     QT_TRANSLATE_NOOP("Error", "This name is locked after repeated wrong passwords until %1."),
     QT_TRANSLATE_NOOP("Error", "Wait, or ask an administrator to unlock it.")},
    {ErrorCode::NotAllowed, Outcome::Refused, "not-allowed",
     QT_TRANSLATE_NOOP("Error", "Your role may not do this: %1."),
     QT_TRANSLATE_NOOP("Error", "Ask a manager to sign in; keys and staff are an administrator's.")},
    {ErrorCode::LastAdministrator, Outcome::Refused, "last-administrator",
     QT_TRANSLATE_NOOP("Error", "%1 is the only administrator."),
     QT_TRANSLATE_NOOP("Error", "Make somebody else an administrator first.")},
    {ErrorCode::ReasonMissing, Outcome::Refused, "reason-missing",
     QT_TRANSLATE_NOOP("Error", "This needs a reason."),
     QT_TRANSLATE_NOOP("Error", "Write in a few words why (in a command: --reason TEXT); it is kept on record.")},
    {ErrorCode::SecondPersonMissing, Outcome::Refused, "second-person-missing",
     QT_TRANSLATE_NOOP("Error", "This needs two people, and only one has said so yet."),
     QT_TRANSLATE_NOOP("Error", "A second person must say the same, under their own name (in a command: --by NAME with "
                                "METERDESK_SECOND_PASSWORD).")},
    {ErrorCode::StoreUnavailable, Outcome::StoreFailed, "store-unavailable",
     QT_TRANSLATE_NOOP("Error", "The books can't be opened: %1."),
     QT_TRANSLATE_NOOP("Error", "Check the data folder; nothing was sold.")},
    {ErrorCode::StoreReadOnly, Outcome::StoreFailed, "store-read-only",
     QT_TRANSLATE_NOOP("Error", "The data folder can't be written."),
     QT_TRANSLATE_NOOP("Error", "Check the folder's rights and the disk; nothing was sold.")},
    {ErrorCode::StoreFull, Outcome::StoreFailed, "store-full",
     QT_TRANSLATE_NOOP("Error", "The disk is full."),
     QT_TRANSLATE_NOOP("Error", "Free some space; nothing was sold.")},
    {ErrorCode::StoreBusy, Outcome::StoreFailed, "store-busy",
     QT_TRANSLATE_NOOP("Error", "Another program is writing the books."),
     QT_TRANSLATE_NOOP("Error", "Wait a moment and try again.")},
    {ErrorCode::StoreNewer, Outcome::StoreFailed, "store-newer",
     QT_TRANSLATE_NOOP("Error", "The books were written by a newer Meterdesk (%1)."),
     QT_TRANSLATE_NOOP("Error", "Update this program.")},
    {ErrorCode::StoreCorrupt, Outcome::StoreFailed, "store-corrupt",
     QT_TRANSLATE_NOOP("Error", "The books are damaged: %1."),
     QT_TRANSLATE_NOOP("Error", "Stop selling and restore the last backup.")},
    {ErrorCode::StoreError, Outcome::StoreFailed, "store-error",
     QT_TRANSLATE_NOOP("Error", "The books refused: %1."),
     QT_TRANSLATE_NOOP("Error", "Try again; if it stays, call support with this sentence.")},
    {ErrorCode::NotSetUp, Outcome::Refused, "not-set-up",
     QT_TRANSLATE_NOOP("Error", "There is no office in this data folder yet."),
     QT_TRANSLATE_NOOP("Error", "Run: meterdesk setup, or meterdesk setup --demo.")},
    {ErrorCode::ImportRefused, Outcome::Refused, "import-refused",
     QT_TRANSLATE_NOOP("Error", "Nothing was imported; rows of the file that are bad: %1."),
     QT_TRANSLATE_NOOP("Error", "Correct the rows listed and import again.")},
    {ErrorCode::FileUnreadable, Outcome::Refused, "file-unreadable",
     QT_TRANSLATE_NOOP("Error", "The file can't be opened: %1."),
     QT_TRANSLATE_NOOP("Error", "Check its name, its folder and its rights.")},
    {ErrorCode::Cancelled, Outcome::Refused, "cancelled",
     QT_TRANSLATE_NOOP("Error", "Stopped at your wish; nothing was changed."),
     QT_TRANSLATE_NOOP("Error", "Start again when you like.")},
    {ErrorCode::KeysLocked, Outcome::Refused, "keys-locked",
     QT_TRANSLATE_NOOP("Error", "The office keys are locked."),
     QT_TRANSLATE_NOOP("Error", "Unlock them with the passphrase (METERDESK_PASSPHRASE in scripts).")},
    {ErrorCode::PassphraseShort, Outcome::Refused, "passphrase-short",
     QT_TRANSLATE_NOOP("Error", "The passphrase is too short to seal keys with: it needs at least %1 characters."),
     QT_TRANSLATE_NOOP("Error", "Choose a longer one, for example four words, and keep a copy of it in a safe "
                                "place.")},
    {ErrorCode::KeysMissing, Outcome::Refused, "keys-missing",
     QT_TRANSLATE_NOOP("Error", "The office's keys are missing: %1."),
     QT_TRANSLATE_NOOP("Error", "Restore keys.sealed from a backup, or import them: meterdesk keys import FILE. Those that no "
                                "card has yet are made: meterdesk keys generate.")},
    {ErrorCode::KeysLost, Outcome::Refused, "keys-lost",
     QT_TRANSLATE_NOOP("Error", "The books have cards whose keys (version %1 and before) aren't here."),
     QT_TRANSLATE_NOOP("Error", "Restore keys.sealed from a backup, or import those keys: meterdesk keys import FILE. "
                                "For new keys beside them: keys generate --rotate.")},
    {ErrorCode::KeysDamaged, Outcome::Refused, "keys-damaged",
     QT_TRANSLATE_NOOP("Error", "The passphrase is wrong, or the key file is damaged."),
     QT_TRANSLATE_NOOP("Error", "Type the passphrase of the keys again. If it is surely right, restore the key file from its backup.")},
    {ErrorCode::KeysRefused, Outcome::Refused, "keys-refused",
     QT_TRANSLATE_NOOP("Error", "The key file to import is not valid: %1."),
     QT_TRANSLATE_NOOP("Error", "Correct the file and import it again.")},
    {ErrorCode::KeychainUnavailable, Outcome::Refused, "keychain-unavailable",
     QT_TRANSLATE_NOOP("Error", "The system's keychain can't be used: %1."),
     QT_TRANSLATE_NOOP("Error", "Type the passphrase (METERDESK_PASSPHRASE in scripts).")},
    {ErrorCode::CryptoFailed, Outcome::DeviceFailed, "crypto-failed",
     QT_TRANSLATE_NOOP("Error", "A calculation with a key failed: %1."),
     QT_TRANSLATE_NOOP("Error", "Call support with this sentence.")},
    {ErrorCode::LayoutInvalid, Outcome::Refused, "layout-invalid",
     QT_TRANSLATE_NOOP("Error", "The card layout is not valid: %1."),
     QT_TRANSLATE_NOOP("Error", "Correct the layout file; meterdesk layout check FILE tells where.")},
    {ErrorCode::LayoutUnknown, Outcome::Refused, "layout-unknown",
     QT_TRANSLATE_NOOP("Error", "There is no card layout “%1”."),
     QT_TRANSLATE_NOOP("Error", "Put its file into the data folder's layouts folder, or choose another.")},
    {ErrorCode::FieldTooLarge, Outcome::Refused, "field-too-large",
     QT_TRANSLATE_NOOP("Error", "“%1” has no room on the card for this."),
     QT_TRANSLATE_NOOP("Error", "Take a smaller value. Where it is the meter's total that is full, the meter has to be "
                                "exchanged.")},
    {ErrorCode::NoService, Outcome::DeviceFailed, "no-service",
     QT_TRANSLATE_NOOP("Error", "The card service isn't running."),
     QT_TRANSLATE_NOOP("Error", "Start it (on Linux: systemctl start pcscd) and try again.")},
    {ErrorCode::NoReader, Outcome::DeviceFailed, "no-reader",
     QT_TRANSLATE_NOOP("Error", "No card reader is connected."),
     QT_TRANSLATE_NOOP("Error", "Plug the reader in, or choose another in the settings.")},
    {ErrorCode::ReaderUnknown, Outcome::DeviceFailed, "reader-unknown",
     QT_TRANSLATE_NOOP("Error", "The card reader “%1” isn't connected."),
     QT_TRANSLATE_NOOP("Error", "Plug it in, or choose another: the setting “reader”, or --reader NAME; meterdesk readers "
                                "lists those that are there.")},
    {ErrorCode::ReaderGone, Outcome::DeviceFailed, "reader-gone",
     QT_TRANSLATE_NOOP("Error", "The card reader has been unplugged."),
     QT_TRANSLATE_NOOP("Error", "Plug it in again and lay the card on it.")},
    {ErrorCode::NoCard, Outcome::DeviceFailed, "no-card",
     QT_TRANSLATE_NOOP("Error", "There is no card on the reader."),
     QT_TRANSLATE_NOOP("Error", "Lay the card on the reader.")},
    {ErrorCode::CardBusy, Outcome::DeviceFailed, "card-busy",
     QT_TRANSLATE_NOOP("Error", "Another program is using the card."),
     QT_TRANSLATE_NOOP("Error", "Close the other program, or wait for it.")},
    {ErrorCode::CardRemoved, Outcome::DeviceFailed, "card-removed",
     QT_TRANSLATE_NOOP("Error", "The card was taken away too early."),
     QT_TRANSLATE_NOOP("Error", "Lay the same card on the reader again.")},
    {ErrorCode::CardSwapped, Outcome::DeviceFailed, "card-swapped",
     QT_TRANSLATE_NOOP("Error", "This is another card than a moment ago."),
     QT_TRANSLATE_NOOP("Error", "Lay the first card on the reader again.")},
    {ErrorCode::CardSilent, Outcome::DeviceFailed, "card-silent",
     QT_TRANSLATE_NOOP("Error", "The card doesn't answer properly."),
     QT_TRANSLATE_NOOP("Error", "Clean the card, lay it on the reader again.")},
    {ErrorCode::CardUnsupported, Outcome::Refused, "card-unsupported",
     QT_TRANSLATE_NOOP("Error", "This kind of card is not known here (%1)."),
     QT_TRANSLATE_NOOP("Error", "Take it away; CPU cards, MIFARE Classic and SLE4442 can be used.")},
    {ErrorCode::CardWrongFamily, Outcome::Refused, "card-wrong-family",
     QT_TRANSLATE_NOOP("Error", "The meter takes another kind of card (%2) than the one on the reader (%1)."),
     QT_TRANSLATE_NOOP("Error", "Take this card away and lay one of the right kind on the reader (%2).")},
    {ErrorCode::CardTooSmall, Outcome::Refused, "card-too-small",
     QT_TRANSLATE_NOOP("Error", "The layout “%1” needs a MIFARE Classic 4K, and this card is a 1K."),
     QT_TRANSLATE_NOOP("Error", "Take this card away and lay a 4K on the reader.")},
    {ErrorCode::CardRefused, Outcome::DeviceFailed, "card-refused",
     QT_TRANSLATE_NOOP("Error", "The card refused the command (%1)."),
     QT_TRANSLATE_NOOP("Error", "Try again; if it stays, replace the card.")},
    {ErrorCode::CardKeyRefused, Outcome::Refused, "card-key-refused",
     QT_TRANSLATE_NOOP("Error", "The card doesn't know the office's key."),
     QT_TRANSLATE_NOOP("Error", "It is another system's card; do not try again. Issue a card of this office.")},
    {ErrorCode::CardTriesUsed, Outcome::Refused, "card-tries-used",
     QT_TRANSLATE_NOOP("Error", "Somebody has tried a wrong code on this card; before it locks itself for "
                                "good, nothing more is tried."),
     QT_TRANSLATE_NOOP("Error", "Replace this card.")},
    {ErrorCode::CardMacWrong, Outcome::Refused, "card-mac-wrong",
     QT_TRANSLATE_NOOP("Error", "The card's proof is wrong; it is not what it seems."),
     QT_TRANSLATE_NOOP("Error", "Keep the card and tell a manager.")},
    {ErrorCode::CardBlank, Outcome::Refused, "card-blank",
     QT_TRANSLATE_NOOP("Error", "The card is blank."),
     QT_TRANSLATE_NOOP("Error", "Issue it for a meter.")},
    {ErrorCode::CardForeign, Outcome::Refused, "card-foreign",
     QT_TRANSLATE_NOOP("Error", "The card is another system's."),
     QT_TRANSLATE_NOOP("Error", "Lay a card of this office on the reader.")},
    {ErrorCode::CardLocked, Outcome::Refused, "card-locked",
     QT_TRANSLATE_NOOP("Error", "The card is locked (%1): it carries out no command any more."),
     QT_TRANSLATE_NOOP("Error", "Keep it and replace it like a lost card; a manager decides what becomes of its money.")},
    {ErrorCode::CardUnregistered, Outcome::Refused, "card-unregistered",
     QT_TRANSLATE_NOOP("Error", "The card isn't in the books (%1)."),
     QT_TRANSLATE_NOOP("Error", "A manager can take it in: card adopt.")},
    {ErrorCode::CardBarred, Outcome::Refused, "card-barred",
     QT_TRANSLATE_NOOP("Error", "The card is barred: it was reported %1."),
     QT_TRANSLATE_NOOP("Error", "Keep the card; its owner has another one.")},
    {ErrorCode::CardOtherMeter, Outcome::Refused, "card-other-meter",
     QT_TRANSLATE_NOOP("Error", "The card belongs to meter %1."),
     QT_TRANSLATE_NOOP("Error", "Lay the right card on the reader, or choose that meter.")},
    {ErrorCode::CardTool, Outcome::Refused, "card-tool",
     QT_TRANSLATE_NOOP("Error", "The card is a tool card; nothing is sold on it."),
     QT_TRANSLATE_NOOP("Error", "Lay the resident's card on the reader.")},
    {ErrorCode::CardTorn, Outcome::Refused, "card-torn",
     QT_TRANSLATE_NOOP("Error", "The last writing of this card broke off half-way."),
     QT_TRANSLATE_NOOP("Error", "Leave it on the reader and settle it (card settle): it is written again from the "
                                "books.")},
    {ErrorCode::CardAhead, Outcome::Refused, "card-ahead",
     QT_TRANSLATE_NOOP("Error", "The card is ahead of the books (count %1)."),
     QT_TRANSLATE_NOOP("Error", "A manager looks at it; it may have been sold to elsewhere: card adopt.")},
    {ErrorCode::CardBehind, Outcome::Refused, "card-behind",
     QT_TRANSLATE_NOOP("Error", "The card is behind the books (count %1); it may be a restored copy."),
     QT_TRANSLATE_NOOP("Error", "A manager looks at it; sell nothing on it.")},
    {ErrorCode::CardNotLoaded, Outcome::Refused, "card-not-loaded",
     QT_TRANSLATE_NOOP("Error", "The last purchase on this card hasn't been loaded yet."),
     QT_TRANSLATE_NOOP("Error", "Put the card in the meter first, then come back.")},
    {ErrorCode::CardHasCredit, Outcome::Refused, "card-has-credit",
     QT_TRANSLATE_NOOP("Error", "The card still carries credit that the meter hasn't loaded (%1)."),
     QT_TRANSLATE_NOOP("Error", "Put the card in the meter first, or take its last purchase off again and give the money "
                                "back.")},
    {ErrorCode::CardNotBlank, Outcome::Refused, "card-not-blank",
     QT_TRANSLATE_NOOP("Error", "The card isn't blank; it holds %1."),
     QT_TRANSLATE_NOOP("Error", "Use a blank card.")},
    {ErrorCode::LostPurchaseUnknown, Outcome::Refused, "lost-purchase-unknown",
     QT_TRANSLATE_NOOP("Error", "An earlier card of meter %1 may carry a purchase made elsewhere that isn't in the meter yet."),
     QT_TRANSLATE_NOOP("Error", "Take that card in, if there is one (card adopt). Else a manager looks at the meter or in the old books, and says so with the new card (--manager-says); what the meter lacks is given as free credit.")},
    {ErrorCode::MeterNotInUse, Outcome::Refused, "meter-not-in-use",
     QT_TRANSLATE_NOOP("Error", "Meter %1 is %2."),
     QT_TRANSLATE_NOOP("Error", "Repair or exchange the meter first.")},
    {ErrorCode::MeterHasNoCard, Outcome::Refused, "meter-has-no-card",
     QT_TRANSLATE_NOOP("Error", "Meter %1 has no active card."),
     QT_TRANSLATE_NOOP("Error", "Issue a card for it.")},
    {ErrorCode::RemainderUnknown, Outcome::Refused, "remainder-unknown",
     QT_TRANSLATE_NOOP("Error", "Meter %1 hasn't just said on this card how much it has left."),
     QT_TRANSLATE_NOOP("Error", "Put the card in the meter first, or let a manager say how much is left (--remainder Q).")},
    {ErrorCode::CardUnfinished, Outcome::Unknown, "card-unfinished",
     QT_TRANSLATE_NOOP("Error", "It is booked, but the card isn't written to the end. %1"),
     QT_TRANSLATE_NOOP("Error", "Lay the same card on the reader and do the same once more: it goes on where it stopped.")},
    {ErrorCode::AmountZero, Outcome::Refused, "amount-zero",
     QT_TRANSLATE_NOOP("Error", "The amount is nothing."),
     QT_TRANSLATE_NOOP("Error", "Type how much to sell.")},
    {ErrorCode::AmountBelowLeast, Outcome::Refused, "amount-below-least",
     QT_TRANSLATE_NOOP("Error", "The least that can be sold at once is %1."),
     QT_TRANSLATE_NOOP("Error", "Type more.")},
    {ErrorCode::AmountAboveMost, Outcome::Refused, "amount-above-most",
     QT_TRANSLATE_NOOP("Error", "The most that can be sold at once is %1."),
     QT_TRANSLATE_NOOP("Error", "Type less; more can be sold when the meter has loaded this.")},
    {ErrorCode::AmountNotWhole, Outcome::Refused, "amount-not-whole",
     QT_TRANSLATE_NOOP("Error", "This meter takes only multiples of %1."),
     QT_TRANSLATE_NOOP("Error", "Type a multiple of it.")},
    {ErrorCode::HeldTooMuch, Outcome::Refused, "held-too-much",
     QT_TRANSLATE_NOOP("Error", "The most that may be held unused is %1."),
     QT_TRANSLATE_NOOP("Error", "Type less, or wait until some is used up.")},
    {ErrorCode::PriceMissing, Outcome::Refused, "price-missing",
     QT_TRANSLATE_NOOP("Error", "There is no price for %1."),
     QT_TRANSLATE_NOOP("Error", "Set it: meterdesk settings set price.%2 3.45")},
    {ErrorCode::OrderOpen, Outcome::Refused, "order-open",
     QT_TRANSLATE_NOOP("Error", "Order %1 for this meter is still open."),
     QT_TRANSLATE_NOOP("Error", "Lay the card on the reader: that settles it. One that is not delivered is then sent again, or "
                                "its money given back.")},
    {ErrorCode::OrderSettled, Outcome::Refused, "order-settled",
     QT_TRANSLATE_NOOP("Error", "Order %1 for this meter was still open, and has just been settled by the card."),
     QT_TRANSLATE_NOOP("Error", "Look at what became of it (order show %1); if more is to be sold, give the command "
                                "again.")},
    {ErrorCode::OrderState, Outcome::Refused, "order-state",
     QT_TRANSLATE_NOOP("Error", "Order %1 is %2; this can't be done with it."),
     QT_TRANSLATE_NOOP("Error", "Look at what became of it: order show %1.")},
    {ErrorCode::OrderBusy, Outcome::Refused, "order-busy",
     QT_TRANSLATE_NOOP("Error", "Another desk is settling this order."),
     QT_TRANSLATE_NOOP("Error", "Wait a moment.")},
    {ErrorCode::ReverseNeedsProof, Outcome::Refused, "reverse-needs-proof",
     QT_TRANSLATE_NOOP("Error", "The money can't be given back yet: it isn't proven that the card doesn't carry it."),
     QT_TRANSLATE_NOOP("Error", "Wait for the meter's report, or let a manager decide, with a reason.")},
    {ErrorCode::NotApplied, Outcome::DeviceFailed, "not-applied",
     QT_TRANSLATE_NOOP("Error", "The card does not have the credit; nothing was written. Order %1 is open."),
     QT_TRANSLATE_NOOP("Error", "Lay the card on the reader and send order %1 again, or reverse it.")},
    {ErrorCode::NotTakenBack, Outcome::DeviceFailed, "not-taken-back",
     QT_TRANSLATE_NOOP("Error", "The credit is still on the card: nothing was taken off it, so no money goes back. Order %1 is "
                                "as it was."),
     QT_TRANSLATE_NOOP("Error", "Lay the card on the reader and try again, or leave the credit to the customer.")},
    {ErrorCode::OutcomeUnknown, Outcome::Unknown, "outcome-unknown",
     QT_TRANSLATE_NOOP("Error", "It isn't known whether the card has the credit. Order %1 is in doubt."),
     QT_TRANSLATE_NOOP("Error", "Lay the same card on the reader: it is read and the order is settled.")},
    {ErrorCode::AdoptMismatch, Outcome::Refused, "adopt-mismatch",
     QT_TRANSLATE_NOOP("Error", "The card doesn't fit the books: %1."),
     QT_TRANSLATE_NOOP("Error", "Check the meter number and the last count.")},
    {ErrorCode::PrinterFailed, Outcome::DeviceFailed, "printer-failed",
     QT_TRANSLATE_NOOP("Error", "The receipt could not be printed: %1."),
     QT_TRANSLATE_NOOP("Error", "The sale is done. Look at the printer (setting receipt.printer) and print again, or "
                                "save the receipt as PDF.")},
};
// clang-format on

const Row& rowOf(ErrorCode code) {
    for (const Row& row : rows)
        if (row.code == code)
            return row;
    Q_UNREACHABLE(); // tst_error walks every code
}

/// Fills %1, and %2 where the row's sentences have it: the detail then carries two parts, split by '|'.
QString filled(const char* text, const Row& row, const QString& detail) {
    const bool two = QLatin1String(row.message).contains(QLatin1String("%2")) ||
                     QLatin1String(row.next).contains(QLatin1String("%2"));
    const QString parts[] = {two ? detail.section(QLatin1Char('|'), 0, 0) : detail,
                             two ? detail.section(QLatin1Char('|'), 1) : QString()};
    const QString translated = QCoreApplication::translate("Error", text);
    QString sentence;
    // In one pass: a detail may itself hold a per-cent sign.
    for (qsizetype i = 0; i < translated.size(); ++i) {
        const QChar place = i + 1 < translated.size() ? translated.at(i + 1) : QChar();
        if (translated.at(i) == QLatin1Char('%') && (place == QLatin1Char('1') || place == QLatin1Char('2'))) {
            sentence += parts[place == QLatin1Char('1') ? 0 : 1];
            ++i;
        } else {
            sentence += translated.at(i);
        }
    }
    return sentence;
}

} // namespace

QList<ErrorCode> errorCodes() {
    QList<ErrorCode> codes;
    for (const Row& row : rows)
        codes.append(row.code);
    return codes;
}

QString Error::name() const {
    return QString::fromLatin1(rowOf(code).name);
}

QString Error::message() const {
    return filled(rowOf(code).message, rowOf(code), detail);
}

QString Error::next() const {
    return filled(rowOf(code).next, rowOf(code), detail);
}

Outcome Error::outcome() const {
    return rowOf(code).outcome;
}

} // namespace meterdesk
