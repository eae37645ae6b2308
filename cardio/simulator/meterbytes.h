// How meters write numbers on cards, in the meters' own code.
//
// Threads: pure functions. Errors: what has no room is cut to the largest number that has.
#pragma once

#include "cardio/simulator/virtualmeter.h"

namespace meterdesk::simulator {

/// The codecs of the shipped layouts, by layout id.
QMap<QString, std::shared_ptr<const MeterCodec>> shippedMeterCodecs();

enum class Order { BigEndian, LittleEndian };
qint64 numberAt(const QByteArray& bytes, int offset, int length, Order order);
/// A negative number is written as 0.
void setNumber(QByteArray& bytes, int offset, int length, qint64 number, Order order);
/// Packed digits as text; empty where a half-byte is no digit.
QString digitsAt(const QByteArray& bytes, int offset, int length);
QByteArray packed(const QString& digits, int length);
bool sameNumber(const QString& a, const QString& b); // but for leading zeros
/// yy MM dd HH mm, or its first `length` bytes, local time.
QByteArray packedTime(qint64 utcMs, int length);
bool allAre(const QByteArray& bytes, char value);

/// CRC-16, most significant bit first, nothing at the end.
quint16 crcForward(const QByteArray& bytes, quint16 polynomial, quint16 initial);
/// CRC-16, least significant bit first (reflected polynomial).
quint16 crcReflected(const QByteArray& bytes, quint16 polynomial, quint16 initial);

/// Flags byte of all shipped reports.
char flagsOf(const MeterState& meter);
/// Takes the record where its count is the next one; says what came of it.
LoadResult takeRecord(MeterState& meter, qint64 count, qint64 credit);
/// What a clear, check, valve, parameter or transfer card does. `parameter` in 0.01 units.
LoadResult applyTool(MeterState& meter, int tool, qint64 parameter);

} // namespace meterdesk::simulator
