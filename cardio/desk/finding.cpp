// What a card is, in words for the clerk, and the next step.
#include "cardio/desk/desk.h"
#include "models/metering/pricing.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>
#include <utility>

namespace meterdesk {
namespace {

struct Words {
    CardFinding finding;
    const char* name;
    const char* text;
    const char* next;
};

// In the order in which they matter: a card with several slots is what its worst slot is.
constexpr Words words[] = {
    {CardFinding::Foreign, "foreign", QT_TRANSLATE_NOOP("CardFinding", "Another system's card."),
     QT_TRANSLATE_NOOP("CardFinding", "Ask for the card that this office has issued; this one is not written.")},
    {CardFinding::Locked, "locked",
     QT_TRANSLATE_NOOP("CardFinding", "Locked: the card carries out no command any more."),
     QT_TRANSLATE_NOOP("CardFinding",
                       "Keep it and replace it like a lost card; a manager decides what becomes of its money.")},
    {CardFinding::Barred, "barred", QT_TRANSLATE_NOOP("CardFinding", "Barred: reported lost, or returned. Keep it."),
     QT_TRANSLATE_NOOP("CardFinding", "Ask for the card that took its place.")},
    {CardFinding::OtherMeter, "other-meter",
     QT_TRANSLATE_NOOP("CardFinding", "The meter on the card isn't the one in the books."),
     QT_TRANSLATE_NOOP("CardFinding", "Sell nothing on it; a manager compares the card with the meter.")},
    {CardFinding::Ahead, "ahead",
     QT_TRANSLATE_NOOP("CardFinding", "Ahead of the books: it may have been sold to elsewhere."),
     QT_TRANSLATE_NOOP("CardFinding", "Sell nothing on it; a manager looks where the other purchase was made.")},
    {CardFinding::Behind, "behind", QT_TRANSLATE_NOOP("CardFinding", "Behind the books: it may be a restored copy."),
     QT_TRANSLATE_NOOP("CardFinding", "Sell nothing on it; a manager looks whether the card was copied.")},
    {CardFinding::Torn, "torn", QT_TRANSLATE_NOOP("CardFinding", "The record is torn; settling writes it again."),
     QT_TRANSLATE_NOOP("CardFinding", "Under open orders: read the card and settle.")},
    {CardFinding::TriesUsed, "tries-used",
     QT_TRANSLATE_NOOP("CardFinding", "A try of the card's code is spent, so it is never written again."),
     QT_TRANSLATE_NOOP("CardFinding", "What is on it still goes into the meter; replace the card.")},
    {CardFinding::Unregistered, "unregistered",
     QT_TRANSLATE_NOOP("CardFinding", "It is written like one of ours, but isn't in the books."),
     QT_TRANSLATE_NOOP("CardFinding",
                       "Search for the resident and mark the meter; a manager takes the card into the books.")},
    {CardFinding::Tool, "tool", QT_TRANSLATE_NOOP("CardFinding", "A tool card."),
     QT_TRANSLATE_NOOP("CardFinding", "Nothing is sold on it; lay a resident's card on the reader.")},
    {CardFinding::Blank, "blank", QT_TRANSLATE_NOOP("CardFinding", "A blank card."),
     QT_TRANSLATE_NOOP("CardFinding", "Search for the resident, mark the meter and issue the card.")},
    {CardFinding::Ours, "ours", QT_TRANSLATE_NOOP("CardFinding", "In order."),
     QT_TRANSLATE_NOOP("CardFinding", "Type an amount and press Enter.")},
};

constexpr std::pair<const char*, const char*> tools[] = {
    {"clear", QT_TRANSLATE_NOOP("CardFinding", "clear the meter")},
    {"check", QT_TRANSLATE_NOOP("CardFinding", "check the meter")},
    {"valve", QT_TRANSLATE_NOOP("CardFinding", "turn the valve")},
    {"parameter", QT_TRANSLATE_NOOP("CardFinding", "set a parameter")},
    {"transfer", QT_TRANSLATE_NOOP("CardFinding", "transfer a remainder")},
};

const Words& wordsOf(CardFinding finding) {
    const auto* found =
        std::find_if(std::begin(words), std::end(words), [&](const Words& row) { return row.finding == finding; });
    Q_ASSERT(found != std::end(words));
    return *found;
}

} // namespace

QString findingName(CardFinding finding) {
    return QString::fromLatin1(wordsOf(finding).name);
}

QString findingText(CardFinding finding) {
    return QCoreApplication::translate("CardFinding", wordsOf(finding).text);
}

QString findingNext(CardFinding finding) {
    return QCoreApplication::translate("CardFinding", wordsOf(finding).next);
}

QString toolText(const QString& kind) {
    for (const auto& [name, text] : tools)
        if (kind == QLatin1String(name))
            return QCoreApplication::translate("CardFinding", text);
    return kind;
}

QString mendedText(const Mended& mended) {
    QStringList said;
    if (mended.record)
        said << QCoreApplication::translate("CardFinding",
                                            "The card's record was torn: it is written again from the books.");
    if (mended.dataFile)
        said << QCoreApplication::translate("CardFinding", "The card's data file is finished.");
    return said.join(QLatin1Char('\n'));
}

QString unfinishedText(bool takenBack) {
    if (takenBack)
        return QCoreApplication::translate("CardFinding",
                                           "The credit is off the card, but its data file isn't finished: lay the card "
                                           "on the reader again before it goes to the meter.");
    return QCoreApplication::translate("CardFinding",
                                       "The credit is on the card, but its data file isn't finished: lay "
                                       "the card on the reader again before it goes to the meter.");
}

QString leftText(const LeftOnLost& left) {
    return QCoreApplication::translate("CardFinding",
                                       "%1 for meter %2 are on the lost card still. When this card has been at the "
                                       "meter, replace the lost one once more: what the meter shows not to have "
                                       "comes onto this card. A manager may say so at once.")
        .arg(creditText(left.credit, left.meter), left.meter.number);
}

Error CardDesk::Private::asUnfinished(const Error& cause) {
    // One names an order, and what to do with it; the other was said by a step within.
    if (cause.code == ErrorCode::OutcomeUnknown || cause.code == ErrorCode::CardUnfinished)
        return cause;
    return {ErrorCode::CardUnfinished, cause.message()};
}

CardFinding CardDesk::Private::findingOf(RecordVerdict verdict) {
    switch (verdict) {
    case RecordVerdict::Fits:
    case RecordVerdict::Open:
        return CardFinding::Ours;
    case RecordVerdict::OtherMeter:
        return CardFinding::OtherMeter;
    case RecordVerdict::Torn:
        return CardFinding::Torn;
    case RecordVerdict::Ahead:
        return CardFinding::Ahead;
    case RecordVerdict::Blank:
    case RecordVerdict::Behind:
        return CardFinding::Behind;
    }
    Q_UNREACHABLE();
}

CardFinding CardDesk::Private::findingOf(CardVisit::Kind kind) {
    switch (kind) {
    case CardVisit::Kind::Blank:
        return CardFinding::Blank;
    case CardVisit::Kind::Foreign:
        return CardFinding::Foreign;
    case CardVisit::Kind::Locked:
        return CardFinding::Locked;
    case CardVisit::Kind::Ours:
        return CardFinding::Ours;
    }
    Q_UNREACHABLE();
}

CardFinding CardDesk::Private::worst(const QList<SlotView>& slots_) {
    for (const Words& row : words)
        if (std::any_of(slots_.begin(), slots_.end(),
                        [&](const SlotView& slot) { return slot.finding == row.finding; }))
            return row.finding;
    return CardFinding::Ours;
}

Status CardDesk::Private::openCaseFor(const DeskSlot& slot, CardFinding finding) {
    if (finding != CardFinding::Ahead && finding != CardFinding::Behind && finding != CardFinding::OtherMeter)
        return {};
    const CardRecord& record = slot.purchase.record;
    const QString detail = QStringLiteral("card: meter %1, count %2; books: count %3")
                               .arg(record.text(Field::MeterNumber))
                               .arg(record.number(Field::PurchaseCount).value_or(0))
                               .arg(slot.books.count);
    MD_TRY(journal.openCase(slot.meter.id, findingName(finding), detail));
    return {};
}

} // namespace meterdesk
