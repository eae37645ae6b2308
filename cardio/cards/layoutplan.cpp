// What to write, in what order, so that a write torn after any byte leaves the old record, the new one, or a bad one.
//
// A plan is tried out before it is given away: every prefix of every write is read back in memory. Where a check is too
// weak to tell a torn copy (a byte sum agrees with one torn prefix in 256), the copy's check is first overwritten with
// bytes that fit none of the states on the way; the true check is then the last thing to be written.
#include "cardio/cards/layoutcodec.h"

#include <algorithm>

namespace meterdesk {
namespace {

struct Job {
    const Layout& layout;
    const AreaSpec& area;
    const CheckKey& key;
    const AreaReading& before;
    CardRecord after; // as it will be read
    QByteArray image; // of one copy
};

/// Into every copy that has the place; whether that changed anything.
bool putAt(const AreaSpec& area, QList<QByteArray>& images, const Place& where, int offset, const QByteArray& bytes) {
    bool changed = false;
    for (qsizetype c = 0; c < area.copies.size() && c < images.size(); ++c) {
        int at = offset;
        for (const Place& place : area.copies.at(c)) {
            if (place == where && images.at(c).mid(at, bytes.size()) != bytes) {
                images[c].replace(at, bytes.size(), bytes);
                changed = true;
            }
            at += place.length;
        }
    }
    return changed;
}

enum class Seen { Before, After, Bad, Other };

Seen seen(const Job& job, const QList<QByteArray>& images) {
    const AreaReading reading = readArea(job.layout, job.area, images, job.key);
    if (reading.current < 0)
        return reading.state == AreaState::Blank && job.before.state == AreaState::Blank ? Seen::Before : Seen::Bad;
    if (reading.record == job.after)
        return Seen::After;
    return job.before.current >= 0 && reading.record == job.before.record ? Seen::Before : Seen::Other;
}

/// Can every torn state of these writes, from `images` on, be told? `badAllowed`: or at least be seen to be bad.
bool tellable(const Job& job, QList<QByteArray> images, const QList<CardWrite>& writes, bool badAllowed) {
    const auto isTold = [&] {
        const Seen state = seen(job, images);
        return state != Seen::Other && (state != Seen::Bad || badAllowed);
    };
    if (!isTold())
        return false;
    for (const CardWrite& write : writes)
        for (int i = 0; i < write.bytes.size(); ++i) // a byte written over itself is no new state: most are
            if (putAt(job.area, images, write.place, i, write.bytes.sliced(i, 1)) && !isTold())
                return false;
    return true;
}

/// The places of copy `c` that differ between `from` and `to`; all of them where `whole`.
QList<CardWrite> difference(const AreaSpec& area, int c, const QByteArray& from, const QByteArray& to, bool whole) {
    QList<CardWrite> writes;
    int at = 0;
    for (const Place& place : area.copies.at(c)) {
        const QByteArray bytes = to.mid(at, place.length);
        if (whole || from.mid(at, place.length) != bytes)
            writes << CardWrite{place, bytes};
        at += place.length;
    }
    return writes;
}

/// Writes copy `c` with its check spoilt first. Nothing where no spoilt check helps.
std::optional<QList<CardWrite>> guarded(const Job& job, const QList<QByteArray>& images, int c, bool whole,
                                        bool badAllowed) {
    const CheckSpec& check = job.area.check;
    for (int tried = 0; tried < 0x100; ++tried) {
        QByteArray spoil(check.length, '\0');
        for (int i = 0; i < check.length; ++i)
            spoil[i] = char(quint8(images.at(c).at(check.offset + i)) ^ (0xA5 + tried));
        QByteArray spoilt = images.at(c);
        spoilt.replace(check.offset, check.length, spoil);
        QByteArray filled = job.image;
        filled.replace(check.offset, check.length, spoil);
        const QList<CardWrite> writes = difference(job.area, c, images.at(c), spoilt, false) +
                                        difference(job.area, c, spoilt, filled, whole) +
                                        difference(job.area, c, filled, job.image, false);
        if (tellable(job, images, writes, badAllowed))
            return writes;
    }
    return std::nullopt;
}

/// A CMAC of so many bytes doesn't agree with a torn copy by chance, and trying it out would cost more than the sale.
bool tellsTornCopies(const CheckSpec& check) {
    return check.kind == CheckKind::AesCmac && check.length >= 4;
}

QList<CardWrite> writesOf(const Job& job, const QList<QByteArray>& images, int c, bool keepsOther) {
    const bool torn = job.before.copies.at(c) == CopyState::Bad;
    QList<CardWrite> plain = difference(job.area, c, images.at(c), job.image, torn);
    const bool badAllowed = !keepsOther || seen(job, images) == Seen::Bad;
    if (plain.isEmpty() || tellsTornCopies(job.area.check) || tellable(job, images, plain, badAllowed))
        return plain;
    const Seen end = seen(job, imagesAfter(job.area, images, plain));
    const bool helpless = end == Seen::Bad || end == Seen::Other; // it is not the way there that is wrong
    if (helpless || job.area.check.kind == CheckKind::None || images.at(c).size() != job.area.length)
        return plain;
    return guarded(job, images, c, torn, badAllowed).value_or(plain);
}

/// Which copies to write, in order.
QList<int> order(const Job& job) {
    const AreaReading& now = job.before;
    if (job.area.copyKind == CopyKind::None)
        return {0};
    if (job.area.copyKind == CopyKind::Alternating)
        return now.current >= 0 ? QList{1 - now.current, now.current} : QList{0, 1};
    // Main first, unless the backup couldn't stand in for it while it is being written.
    const bool same = now.state == AreaState::Valid;
    return same || now.current != 0 ? QList{0, 1} : QList{1, 0};
}

} // namespace

QList<QByteArray> imagesAfter(const AreaSpec& area, QList<QByteArray> images, const QList<CardWrite>& writes,
                              int bytes) {
    for (qsizetype n = 0; n < writes.size(); ++n) {
        const CardWrite& write = writes.at(n);
        const bool last = n + 1 == writes.size();
        putAt(area, images, write.place, 0, last && bytes >= 0 ? write.bytes.left(bytes) : write.bytes);
    }
    return images;
}

Result<QList<CardWrite>> planWrite(const Layout& layout, const AreaSpec& area, const AreaReading& now,
                                   const CardRecord& record, const CheckKey& key) {
    MD_GET(image, encodeArea(layout, area, record, key));
    const AreaReading wanted = readArea(layout, area, QList<QByteArray>(area.copies.size(), image), key);
    if (wanted.current < 0 || now.images.size() != area.copies.size() || now.copies.size() != area.copies.size())
        return fail(ErrorCode::BadArgument, area.name);
    const Job job{layout, area, key, now, wanted.record, image};

    QList<CardWrite> plan;
    QList<QByteArray> images = now.images;
    const bool keepsOther = area.copyKind != CopyKind::None && now.current >= 0;
    for (const int c : order(job)) {
        // One new copy is enough, unless both must agree (main and backup) or the old one would still win.
        const AreaReading reading = readArea(layout, area, images, key);
        if (area.copyKind == CopyKind::Alternating && reading.current >= 0 && reading.record == wanted.record)
            break;
        const QList<CardWrite> writes = writesOf(job, images, c, keepsOther);
        plan += writes;
        images = imagesAfter(area, images, writes);
    }
    return plan;
}

} // namespace meterdesk
