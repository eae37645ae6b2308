#include "cardio/simulator/shelf.h"

#include "cardio/simulator/apdu.h"
#include "cardio/simulator/meterbytes.h"
#include "cardio/simulator/shelffiles.h"
#include "cardio/simulator/shelfreader.h"
#include "cardio/simulator/virtualmifare.h"
#include "models/common/clock.h"

#include <QJsonArray>
#include <algorithm>

namespace meterdesk::simulator {
namespace {

QString hex(const QByteArray& bytes) {
    return QString::fromLatin1(bytes.toHex());
}

QString hex(const Secret& secret) {
    return hex(QByteArray(reinterpret_cast<const char*>(secret.data()), qsizetype(secret.size())));
}

/// What a virtual MIFARE card's meters must know of it; a CPU card's own file has its keys.
QList<std::pair<QString, QByteArray>> meterKeysNeeded(const VirtualMifare& card) {
    QList<std::pair<QString, QByteArray>> needed{{QStringLiteral("record-mac"), card.uid() + "MAC"}};
    for (const char sector : {'\x04', '\x07'})
        needed.append({QStringLiteral("card-access"), card.uid() + sector + '\x0B'});
    return needed;
}

QString keyName(const QString& master, const QByteArray& diversifier) {
    return master + QLatin1Char(':') + hex(diversifier);
}

/// Key sets to try, newest first.
QList<MeterKeys> keysFor(const ShelfFiles& files, const VirtualCard& card) {
    const auto lookedUp = [](const QJsonObject& keys, bool byDiversifier) {
        return [keys, byDiversifier](const QString& master, const QByteArray& diversifier) {
            return QByteArray::fromHex(
                keys.value(byDiversifier ? keyName(master, diversifier) : master).toString().toLatin1());
        };
    };
    if (card.family() == QLatin1String("cpu"))
        return {lookedUp(card.save().value(QLatin1String("keys")).toObject(), false)};
    QList<MeterKeys> sets;
    if (const auto saved = ShelfFiles::read(files.keysFile(card.id()))) {
        const QJsonArray versions = saved->value(QLatin1String("versions")).toArray();
        for (const QJsonValue version : versions)
            sets.append(lookedUp(version.toObject(), true));
    }
    if (sets.isEmpty())
        sets.append(MeterKeys());
    return sets;
}

Status provisionCard(const ShelfFiles& files, const VirtualCard& card, const KeyRing& keys) {
    const auto* mifare = dynamic_cast<const VirtualMifare*>(&card);
    if (!mifare)
        return {};
    // Newest first. What the office has lost since, its meters still know.
    const auto saved = ShelfFiles::read(files.keysFile(card.id()));
    const QJsonArray known = saved ? saved->value(QLatin1String("versions")).toArray() : QJsonArray();
    const int newest = std::max(
        {keys.newest(QStringLiteral("record-mac")), keys.newest(QStringLiteral("card-access")), int(known.size())});
    QJsonArray versions;
    for (int version = newest; version >= 1; --version) {
        QJsonObject set = known.at(known.size() - version).toObject();
        const auto needed = meterKeysNeeded(*mifare);
        for (const auto& [master, diversifier] : needed) {
            if (!keys.has(master, version))
                continue;
            MD_GET(key, keys.cardKey(master, version, Diversification::An10922Aes128, diversifier));
            set[keyName(master, diversifier)] = hex(key);
        }
        versions.append(set);
    }
    return ShelfFiles::write(files.keysFile(card.id()), {{QStringLiteral("versions"), versions}});
}

Result<std::unique_ptr<VirtualCard>> freshCard(const QString& kind, const QString& id, const KeyRing& keys) {
    if (kind == QLatin1String("mifare"))
        return VirtualCard::fresh(QStringLiteral("mifare-classic"), id);
    if (kind == QLatin1String("sle"))
        return VirtualCard::fresh(QStringLiteral("sle4442"), id);
    const QByteArray serial = osRandom(8);
    QJsonObject own{{QStringLiteral("serial"), hex(serial)}};
    for (const char* name : {"purse-load", "purse-debit", "purse-tac", "file-mac"}) {
        MD_GET(key, keys.cardKey(QLatin1String(name), 0, Diversification::Pboc3Des, serial));
        own[QLatin1String(name)] = hex(key);
    }
    return VirtualCard::fresh(QStringLiteral("cpu"), id, own);
}

} // namespace

Shelf::Shelf(const QString& dataFolder) : m_folder(dataFolder + QStringLiteral("/simulator")) {
}

QStringList Shelf::cards() const {
    return ShelfFiles(m_folder).names(QStringLiteral("cards"));
}

QString Shelf::inserted() const {
    return ShelfFiles(m_folder).onReader().card;
}

Status Shelf::stock(const KeyRing& keys, int ofEach) {
    const ShelfFiles files(m_folder);
    const auto lock = files.lock();
    MD_TRY(lock);
    const QStringList there = cards();
    for (const char* kind : {"cpu", "mifare", "sle"}) {
        int number = 0;
        for (int made = 0; made < ofEach;) {
            const QString id = QLatin1String(kind) + QLatin1Char('-') + QString::number(++number);
            if (there.contains(id))
                continue;
            MD_GET(card, freshCard(QLatin1String(kind), id, keys));
            MD_TRY(files.saveCard(*card));
            MD_TRY(provisionCard(files, *card, keys));
            ++made;
        }
    }
    return {};
}

Status Shelf::provision(const KeyRing& keys) {
    const ShelfFiles files(m_folder);
    const auto lock = files.lock();
    MD_TRY(lock);
    const QStringList all = cards();
    for (const QString& id : all) {
        MD_GET(card, files.card(id));
        MD_TRY(provisionCard(files, *card, keys));
    }
    return {};
}

Status Shelf::insert(const QString& card) {
    const ShelfFiles files(m_folder);
    if (!cards().contains(card))
        return fail(ErrorCode::NotFound, card);
    const auto lock = files.lock();
    MD_TRY(lock);
    return files.setOnReader(card);
}

Status Shelf::eject() {
    const ShelfFiles files(m_folder);
    const auto lock = files.lock();
    MD_TRY(lock);
    return files.setOnReader({});
}

Result<LoadResult> Shelf::loadIntoMeter(const QString& meterNumber, const QString& layout) {
    const ShelfFiles files(m_folder);
    const auto lock = files.lock();
    MD_TRY(lock);
    const QString id = files.onReader().card;
    if (id.isEmpty())
        return fail(ErrorCode::NoCard);
    MD_GET(card, files.card(id));
    MD_TRY(files.setOnReader({})); // whoever talks to it finds it gone

    QStringList numbers;
    QString fitting = layout;
    const QStringList layouts = layout.isEmpty() ? VirtualMeter::codecs() : QStringList{layout};
    for (const QString& candidate : layouts) {
        const auto codec = VirtualMeter::codec(candidate);
        numbers = codec ? codec->metersOn(*card) : QStringList();
        if (numbers.isEmpty())
            continue;
        fitting = candidate;
        break;
    }
    LoadResult result;
    if (numbers.isEmpty())
        result.reason = QStringLiteral("blank");
    if (!meterNumber.isEmpty())
        numbers = {meterNumber};
    // A tool card's zeros stand for any meter.
    if (numbers.removeIf([](const QString& number) { return sameNumber(number, QStringLiteral("0")); }) > 0)
        result.reason = QStringLiteral("no meter");
    for (const QString& number : std::as_const(numbers)) {
        MeterState state;
        if (const auto known = meter(number)) {
            state = *known;
        } else {
            state.number = number;
            state.layout = fitting;
        }
        state.time = std::max(state.time, Clock::system().now());
        VirtualMeter carriedTo(state);
        LoadResult one;
        const auto keySets = keysFor(files, *card);
        for (const MeterKeys& keys : keySets) {
            carriedTo.state().keys = keys;
            one = carriedTo.present(*card);
            if (one.reason != QLatin1String("no key") && one.reason != QLatin1String("bad record"))
                break;
        }
        MD_TRY(ShelfFiles::write(files.meterFile(state.number), carriedTo.save()));
        result.loaded = result.loaded || one.loaded;
        result.credit += one.credit;
        if (!one.reason.isEmpty())
            result.reason = one.reason;
    }
    if (result.loaded)
        result.reason.clear();
    MD_TRY(files.saveCard(*card));
    MD_TRY(files.setOnReader(id));
    return result;
}

Status Shelf::installMeter(const MeterState& state) {
    const bool plain = !state.number.isEmpty() && std::all_of(state.number.begin(), state.number.end(), [](QChar c) {
        return c.isLetterOrNumber() || c == QLatin1Char('-');
    });
    if (!plain)
        return fail(ErrorCode::BadArgument, state.number);
    const ShelfFiles files(m_folder);
    const auto lock = files.lock();
    MD_TRY(lock);
    MeterState put = state;
    if (const auto known = meter(state.number))
        put.number = known->number;
    return ShelfFiles::write(files.meterFile(put.number), VirtualMeter(put).save());
}

Status Shelf::changeMeter(const QString& number, const std::function<void(VirtualMeter&)>& change) {
    const ShelfFiles files(m_folder);
    const auto lock = files.lock();
    MD_TRY(lock);
    MD_GET(state, meter(number));
    VirtualMeter changed(state);
    change(changed);
    return ShelfFiles::write(files.meterFile(state.number), changed.save());
}

Status Shelf::use(const QString& meterNumber, qint64 amount) {
    return changeMeter(meterNumber, [amount](VirtualMeter& meter) { meter.use(amount); });
}

Status Shelf::passDays(const QString& meterNumber, int days) {
    return changeMeter(meterNumber, [days](VirtualMeter& meter) { meter.passDays(days); });
}

QStringList Shelf::meters() const {
    return ShelfFiles(m_folder).names(QStringLiteral("meters"));
}

Result<MeterState> Shelf::meter(const QString& number) const {
    const QStringList all = meters();
    for (const QString& name : all)
        if (sameNumber(name, number)) {
            MD_GET(saved, ShelfFiles::read(ShelfFiles(m_folder).meterFile(name)));
            return VirtualMeter::load(saved).state();
        }
    return fail(ErrorCode::NotFound, number);
}

Status Shelf::arm(const QList<Fault>& faults) {
    const ShelfFiles files(m_folder);
    const auto lock = files.lock();
    MD_TRY(lock);
    QJsonArray list;
    for (const Fault& fault : faults)
        list.append(QJsonObject{{QStringLiteral("atApdu"), fault.atApdu},
                                {QStringLiteral("kind"), faultName(fault.kind)},
                                {QStringLiteral("bytes"), fault.bytes},
                                {QStringLiteral("other"), fault.other ? fault.other->id() : QString()}});
    return ShelfFiles::write(files.faultsFile(), {{QStringLiteral("faults"), list}});
}

std::unique_ptr<CardReader> Shelf::reader() {
    return std::make_unique<ShelfReader>(ShelfFiles(m_folder));
}

} // namespace meterdesk::simulator
