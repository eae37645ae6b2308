#include "models/property/importcheck.h"

#include "models/property/normal.h"

#include <QCoreApplication>

namespace meterdesk {
namespace {

constexpr int longestName = 100;
constexpr int longestKey = 40;

QString say(const char* sentence) {
    return QCoreApplication::translate("Import", sentence);
}

bool hasControl(std::string_view text) {
    return std::any_of(text.cbegin(), text.cend(), [](char c) {
        return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7f;
    });
}

std::optional<qint64> wholeNumber(const QString& text) {
    if (text.isEmpty() || text.size() > 18)
        return std::nullopt;
    qint64 value = 0;
    for (const QChar c : text) {
        if (c < u'0' || c > u'9')
            return std::nullopt;
        value = value * 10 + (c.unicode() - u'0');
    }
    return value;
}

bool isCardId(const QString& uid) {
    return uid.size() >= 4 && uid.size() <= 32 && std::all_of(uid.cbegin(), uid.cend(), [](QChar c) {
               return (c >= u'0' && c <= u'9') || (c >= u'A' && c <= u'F');
           });
}

bool isKeyText(const QString& key) {
    return key.size() <= longestKey && std::all_of(key.cbegin(), key.cend(), [](QChar c) {
               return c.isLetterOrNumber() || c == u'-' || c == u'_' || c == u'.' || c == u'/' || c.isSurrogate();
           });
}

} // namespace

ImportCheck::ImportCheck(const ImportOptions& options, ImportReport& report)
    : m_options(options), m_report(report), m_layouts(options.layouts.cbegin(), options.layouts.cend()) {
    m_place.fill(-1);
}

QString ImportCheck::header(ImportColumn column) const {
    const int place = m_place.at(std::size_t(column));
    return place < 0 ? importColumnName(column) : m_headers.at(place);
}

void ImportCheck::fault(ImportColumn column, const QString& problem) {
    m_report.faults.append({m_row->line, header(column), problem});
}

QString ImportCheck::shared(const QString& text) {
    return text.isEmpty() ? QString() : *m_texts.insert(text);
}

bool ImportCheck::take(const CsvRow& row) {
    m_row = &row;
    if (!m_headerSeen)
        return takeHeader(row);
    ++m_plan.rows;
    takeRow(row);
    return true;
}

bool ImportCheck::takeHeader(const CsvRow& row) {
    m_headerSeen = true;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const QString name = normalText(row.text(i)).left(longestName);
        m_headers.append(name);
        const auto column = importColumn(name);
        if (!column) {
            if (!name.isEmpty())
                m_report.ignored.append(name);
            continue;
        }
        int& place = m_place.at(std::size_t(*column));
        if (place >= 0)
            m_report.faults.append({row.line, name, say(QT_TRANSLATE_NOOP("Import", "This column is there twice."))});
        place = int(i);
    }
    const auto require = [&](ImportColumn column) {
        if (!has(column))
            fault(column, say(QT_TRANSLATE_NOOP("Import", "This column is missing.")));
    };
    require(ImportColumn::Apartment);
    require(ImportColumn::OwnerName);
    if (m_options.compound.trimmed().isEmpty())
        require(ImportColumn::Compound);
    if (has(ImportColumn::MeterNumber)) {
        require(ImportColumn::Kind);
        require(ImportColumn::Layout);
        if (m_options.layoutFacts.isEmpty())
            require(ImportColumn::Basis);
    } else if (has(ImportColumn::CardId) || has(ImportColumn::LastCount) || has(ImportColumn::Total)) {
        require(ImportColumn::MeterNumber);
    }
    if (has(ImportColumn::CardId) && m_options.layoutFacts.isEmpty())
        require(ImportColumn::CardFamily);
    return m_report.faults.isEmpty();
}

QString ImportCheck::cell(ImportColumn column) const {
    const int place = m_place.at(std::size_t(column));
    if (place < 0 || std::size_t(place) >= m_row->cells.size() || m_row->cells[std::size_t(place)].empty())
        return {};
    return normalText(m_row->text(std::size_t(place)));
}

void ImportCheck::takeRow(const CsvRow& row) {
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        if (i >= std::size_t(m_headers.size())) {
            if (!row.cells[i].empty()) {
                m_report.faults.append(
                    {row.line, QString(),
                     say(QT_TRANSLATE_NOOP("Import", "The row has more cells than the header; is a comma unquoted?"))});
                return;
            }
        } else if (hasControl(row.cells[i])) {
            m_report.faults.append({row.line, m_headers.at(qsizetype(i)),
                                    say(QT_TRANSLATE_NOOP("Import", "It holds characters that can't be kept."))});
            return;
        }
    }
    if (const auto apartment = takeApartment())
        takeMeter(*apartment);
    else if (!cell(ImportColumn::MeterNumber).isEmpty())
        readCard(readMeter(0)); // their faults are told in the same go; nothing is planned for a home that isn't one
}

PlannedPerson ImportCheck::readPerson(ImportColumn nameColumn, ImportColumn phoneColumn) {
    PlannedPerson person{cell(nameColumn), normalPhone(cell(phoneColumn))};
    if (person.name.size() > longestName)
        fault(nameColumn, say(QT_TRANSLATE_NOOP("Import", "The name is longer than 100 characters.")));
    if (!isPhone(person.phone))
        fault(phoneColumn,
              say(QT_TRANSLATE_NOOP("Import", "“%1” is not a phone number; in Excel, format the column as text."))
                  .arg(person.phone));
    else if (!person.phone.isEmpty() && person.name.isEmpty())
        fault(nameColumn, say(QT_TRANSLATE_NOOP("Import", "There is a phone number, but no name.")));
    return person;
}

std::optional<PlannedApartment> ImportCheck::readApartment() {
    const qsizetype before = m_report.faults.size();
    PlannedApartment read;
    read.line = m_row->line;
    read.code = normalKey(cell(ImportColumn::Apartment));
    if (read.code.isEmpty())
        fault(ImportColumn::Apartment, say(QT_TRANSLATE_NOOP("Import", "The apartment is missing.")));
    else if (!isApartmentCode(read.code))
        fault(ImportColumn::Apartment,
              say(QT_TRANSLATE_NOOP("Import", "“%1” is not an apartment; write it like 3-1-1201.")).arg(read.code));
    read.compound = shared(cell(ImportColumn::Compound));
    read.building = shared(cell(ImportColumn::Building));
    if (std::max(read.compound.size(), read.building.size()) > longestName)
        fault(read.compound.size() > longestName ? ImportColumn::Compound : ImportColumn::Building,
              say(QT_TRANSLATE_NOOP("Import", "The name is longer than 100 characters.")));
    read.owner = readPerson(ImportColumn::OwnerName, ImportColumn::OwnerPhone);
    read.tenant = readPerson(ImportColumn::TenantName, ImportColumn::TenantPhone);
    if (const QString text = cell(ImportColumn::Household); !text.isEmpty()) {
        const auto size = wholeNumber(text);
        if (!size || *size < 1 || *size > 99)
            fault(ImportColumn::Household,
                  say(QT_TRANSLATE_NOOP("Import", "“%1” is not a number from 1 to 99.")).arg(text));
        else
            read.household = int(*size);
    }
    read.account = normalKey(cell(ImportColumn::Account));
    if (!isKeyText(read.account))
        fault(ImportColumn::Account,
              say(QT_TRANSLATE_NOOP("Import", "“%1” is not an account number.")).arg(read.account.left(longestKey)));
    if (m_report.faults.size() != before)
        return std::nullopt;
    return read;
}

void ImportCheck::agreeText(ImportColumn column, QString& known, const QString& again, qint64 line) {
    if (again.isEmpty() || again == known)
        return;
    if (known.isEmpty())
        known = again;
    else
        fault(column, say(QT_TRANSLATE_NOOP("Import", "“%1” differs from line %2, where the same apartment has “%3”."))
                          .arg(again, QString::number(line), known));
}

void ImportCheck::agree(PlannedApartment& known, const PlannedApartment& again) {
    agreeText(ImportColumn::Compound, known.compound, again.compound, known.line);
    agreeText(ImportColumn::Building, known.building, again.building, known.line);
    agreeText(ImportColumn::OwnerName, known.owner.name, again.owner.name, known.line);
    agreeText(ImportColumn::OwnerPhone, known.owner.phone, again.owner.phone, known.line);
    agreeText(ImportColumn::TenantName, known.tenant.name, again.tenant.name, known.line);
    agreeText(ImportColumn::TenantPhone, known.tenant.phone, again.tenant.phone, known.line);
    agreeText(ImportColumn::Account, known.account, again.account, known.line);
    if (known.household == 0)
        known.household = again.household;
    else if (again.household != 0 && again.household != known.household)
        fault(ImportColumn::Household,
              say(QT_TRANSLATE_NOOP("Import", "“%1” differs from line %2, where the same apartment has “%3”."))
                  .arg(again.household)
                  .arg(known.line)
                  .arg(known.household));
}

std::optional<std::size_t> ImportCheck::takeApartment() {
    auto read = readApartment();
    if (!read)
        return std::nullopt;
    std::size_t place = m_plan.apartments.size();
    const auto known = m_plan.apartmentByCode.constFind(read->code);
    if (known != m_plan.apartmentByCode.cend()) {
        place = *known;
        agree(m_plan.apartments[place], *read);
        if (!m_plan.apartments[place].hasMeter || cell(ImportColumn::MeterNumber).isEmpty())
            fault(ImportColumn::Apartment,
                  say(QT_TRANSLATE_NOOP("Import",
                                        "Apartment %1 is in line %2 already; a further row needs a further meter."))
                      .arg(read->code)
                      .arg(m_plan.apartments[place].line));
    } else {
        m_plan.apartmentByCode.insert(read->code, place);
        m_plan.apartments.push_back(std::move(*read));
    }
    const PlannedApartment& apartment = m_plan.apartments[place];
    if (apartment.compound.isEmpty() && m_options.compound.trimmed().isEmpty())
        fault(ImportColumn::Compound, say(QT_TRANSLATE_NOOP("Import", "The compound is missing.")));
    if (!apartment.account.isEmpty()) {
        const auto same = m_plan.apartmentByAccount.constFind(apartment.account);
        if (same == m_plan.apartmentByAccount.cend())
            m_plan.apartmentByAccount.insert(apartment.account, place);
        else if (*same != place)
            fault(ImportColumn::Account, say(QT_TRANSLATE_NOOP("Import", "Account %1 is in line %2 already."))
                                             .arg(apartment.account)
                                             .arg(m_plan.apartments[*same].line));
        if (apartment.payer().name.isEmpty())
            fault(ImportColumn::OwnerName, say(QT_TRANSLATE_NOOP("Import", "An account needs a resident's name.")));
    }
    return place;
}

template <class T>
T ImportCheck::readWord(ImportColumn column, std::optional<T> (*fromName)(const QString&), std::optional<T> fallback) {
    const QString text = cell(column);
    const std::optional<T> value = text.isEmpty() ? fallback : fromName(importWord(column, text));
    if (!value)
        fault(column, text.isEmpty()
                          ? say(QT_TRANSLATE_NOOP("Import", "It is missing."))
                          : say(QT_TRANSLATE_NOOP("Import", "“%1” is not known here.")).arg(text.left(longestKey)));
    return value.value_or(T{});
}

qint64 ImportCheck::readCount() {
    const QString text = cell(ImportColumn::LastCount);
    const auto count = wholeNumber(text);
    if (!text.isEmpty() && (!count || *count > 0xFFFFFFFFLL))
        fault(ImportColumn::LastCount,
              say(QT_TRANSLATE_NOOP("Import", "“%1” is not a count from 0 on.")).arg(text.left(longestKey)));
    return count.value_or(0);
}

qint64 ImportCheck::readTotal(CreditBasis basis) {
    const QString text = cell(ImportColumn::Total);
    if (text.isEmpty())
        return 0;
    std::optional<qint64> value;
    if (basis == CreditBasis::Money) {
        if (const auto money = parseMoney(text))
            value = money->fen;
    } else if (const auto quantity = parseQuantity(text)) {
        value = quantity->milli;
    }
    if (!value || *value < 0)
        fault(ImportColumn::Total,
              basis == CreditBasis::Money
                  ? say(QT_TRANSLATE_NOOP("Import", "“%1” is not an amount in yuan.")).arg(text.left(longestKey))
                  : say(QT_TRANSLATE_NOOP("Import", "“%1” is not a quantity.")).arg(text.left(longestKey)));
    return value.value_or(0);
}

PlannedMeter ImportCheck::readMeter(std::size_t apartment) {
    PlannedMeter meter;
    meter.line = m_row->line;
    meter.apartment = apartment;
    meter.number = normalKey(cell(ImportColumn::MeterNumber));
    const QString distinct = distinctNumber(meter.number);
    if (!isKeyText(meter.number) || distinct.isEmpty())
        fault(ImportColumn::MeterNumber,
              say(QT_TRANSLATE_NOOP("Import", "“%1” is not a meter number.")).arg(meter.number.left(longestKey)));
    meter.kind = readWord<MeterKind>(ImportColumn::Kind, meterKindFromName, {});
    meter.state = readWord<MeterState>(ImportColumn::State, meterStateFromName, MeterState::InUse);
    meter.layout = shared(cell(ImportColumn::Layout));
    const auto facts = m_options.layoutFacts.constFind(meter.layout);
    const bool known = facts != m_options.layoutFacts.cend();
    if (meter.layout.isEmpty())
        fault(ImportColumn::Layout, say(QT_TRANSLATE_NOOP("Import", "It is missing.")));
    else if (!known && !m_layouts.isEmpty() && !m_layouts.contains(meter.layout))
        fault(ImportColumn::Layout,
              say(QT_TRANSLATE_NOOP("Import", "There is no card layout “%1”.")).arg(meter.layout.left(longestKey)));
    // Where the layouts tell the basis, one that nobody knows is its own fault, not the basis'.
    if (known || m_options.layoutFacts.isEmpty() || !cell(ImportColumn::Basis).isEmpty())
        meter.basis = readWord<CreditBasis>(ImportColumn::Basis, basisFromName,
                                            known ? std::optional(facts->basis) : std::nullopt);
    if (known && meter.basis != facts->basis)
        fault(ImportColumn::Basis,
              say(QT_TRANSLATE_NOOP("Import", "The layout “%1” sells %2.")).arg(meter.layout, basisText(facts->basis)));
    if (known && !facts->kinds.isEmpty() && !facts->kinds.contains(meter.kind))
        fault(ImportColumn::Kind,
              say(QT_TRANSLATE_NOOP("Import", "The layout “%1” isn't for this kind of meter.")).arg(meter.layout));
    const auto same = m_plan.meterByNumber.constFind(distinct);
    if (same != m_plan.meterByNumber.cend())
        fault(ImportColumn::MeterNumber, say(QT_TRANSLATE_NOOP("Import", "Meter %1 is in line %2 already."))
                                             .arg(m_plan.meters[*same].number)
                                             .arg(m_plan.meters[*same].line));
    const qsizetype before = m_report.faults.size();
    meter.count = readCount();
    meter.total = readTotal(meter.basis);
    if (known && m_report.faults.size() == before && meter.state != MeterState::Removed)
        fits(meter, *facts);
    return meter;
}

void ImportCheck::misfit(ImportColumn column, const QString& layout) {
    fault(column, say(QT_TRANSLATE_NOOP("Import", "“%1” has no place on a card of the layout “%2”."))
                      .arg(cell(column).left(longestKey), layout));
}

void ImportCheck::fits(const PlannedMeter& meter, const ImportLayout& layout) {
    if (layout.fitsMeter && !layout.fitsMeter(meter.number))
        misfit(ImportColumn::MeterNumber, meter.layout);
    if (layout.fitsTotal && !layout.fitsTotal(meter.total))
        misfit(ImportColumn::Total, meter.layout);
    const QString account = normalKey(cell(ImportColumn::Account));
    if (layout.fitsAccount && !account.isEmpty() && !layout.fitsAccount(account))
        misfit(ImportColumn::Account, meter.layout);
}

void ImportCheck::takeMeter(std::size_t apartment) {
    if (cell(ImportColumn::MeterNumber).isEmpty()) {
        for (const ImportColumn column : {ImportColumn::CardId, ImportColumn::LastCount, ImportColumn::Total})
            if (!cell(column).isEmpty())
                fault(ImportColumn::MeterNumber,
                      say(QT_TRANSLATE_NOOP("Import", "The meter number is missing, but “%1” is filled in."))
                          .arg(header(column)));
        return;
    }
    m_plan.apartments[apartment].hasMeter = true;
    PlannedMeter meter = readMeter(apartment);
    if (m_plan.apartments[apartment].payer().name.isEmpty())
        fault(ImportColumn::OwnerName, say(QT_TRANSLATE_NOOP("Import", "A meter needs a resident's name.")));
    const std::size_t place = m_plan.meters.size();
    const QString distinct = distinctNumber(meter.number);
    if (m_plan.meterByNumber.contains(distinct))
        return;
    m_plan.meterByNumber.insert(distinct, place);
    m_plan.meters.push_back(std::move(meter));
    takeCard(apartment, place);
}

int ImportCheck::readKeyVersion(CardFamily family) {
    const QString text = cell(ImportColumn::CardKeys);
    const auto version = wholeNumber(text);
    if (text.isEmpty() && family == CardFamily::Sle4442)
        // The other families tell whose keys they have, at no cost; this one is worn out by three false codes.
        fault(ImportColumn::CardKeys,
              say(QT_TRANSLATE_NOOP("Import", "It has to be said which version of the office's keys this card has: a "
                                              "wrong code would cost it one of its tries.")));
    else if (!text.isEmpty() && (!version || *version < 1 || *version > 255))
        fault(ImportColumn::CardKeys,
              say(QT_TRANSLATE_NOOP("Import", "“%1” is not a number from 1 to 255.")).arg(text.left(longestKey)));
    return text.isEmpty() ? 1 : int(version.value_or(1));
}

std::optional<PlannedCard> ImportCheck::readCard(const PlannedMeter& meter) {
    QString uid = normalKey(cell(ImportColumn::CardId));
    uid.remove(u':').remove(u'-');
    if (uid.isEmpty())
        return std::nullopt;
    if (!isCardId(uid)) {
        fault(ImportColumn::CardId,
              say(QT_TRANSLATE_NOOP("Import", "“%1” is not a card id: 4 to 32 digits, or letters A to F."))
                  .arg(uid.left(longestKey)));
        return std::nullopt;
    }
    const auto facts = m_options.layoutFacts.constFind(meter.layout);
    const bool known = facts != m_options.layoutFacts.cend();
    const auto family = readWord<CardFamily>(ImportColumn::CardFamily, familyFromName,
                                             known ? std::optional(facts->family) : std::nullopt);
    if (known && family != facts->family)
        fault(ImportColumn::CardFamily, say(QT_TRANSLATE_NOOP("Import", "The layout “%1” is for another family: %2."))
                                            .arg(meter.layout, familyText(facts->family)));
    else if (known && facts->fitsCardId && !facts->fitsCardId(uid))
        misfit(ImportColumn::CardId, meter.layout);
    return PlannedCard{m_row->line, 0, uid, meter.layout, family, readKeyVersion(family), {}};
}

void ImportCheck::takeCard(std::size_t apartment, std::size_t meter) {
    std::optional<PlannedCard> read = readCard(m_plan.meters[meter]);
    if (!read)
        return;
    read->apartment = apartment;
    read->meters = {meter};
    const auto same = m_plan.cardByUid.constFind(read->uid);
    if (same == m_plan.cardByUid.cend()) {
        m_plan.cardByUid.insert(read->uid, m_plan.cards.size());
        m_plan.cards.push_back(std::move(*read));
        return;
    }
    // One card for several meters of a home: its slots in the order of the rows, as far as the layout has some.
    PlannedCard& card = m_plan.cards[*same];
    const auto facts = m_options.layoutFacts.constFind(read->layout);
    const std::size_t room = facts != m_options.layoutFacts.cend() ? std::size_t(std::max(facts->slotCount, 1)) : 1;
    if (card.apartment != apartment || card.layout != read->layout || card.family != read->family ||
        card.keyVersion != read->keyVersion || card.meters.size() >= room)
        fault(ImportColumn::CardId,
              say(QT_TRANSLATE_NOOP("Import", "Card %1 is in line %2 already.")).arg(read->uid).arg(card.line));
    else
        card.meters.push_back(meter);
}

} // namespace meterdesk
