// Texts, digits and times of a field as bytes. Threads: pure functions; times are in the system's local zone, as meters
// keep them. Nothing is returned where a value has no room or bytes mean nothing.
#pragma once

#include "cardio/cards/layout.h"

namespace meterdesk {

std::optional<QByteArray> textBytes(const FieldSpec& spec, const QString& text);
std::optional<QString> textFrom(const FieldSpec& spec, const QByteArray& bytes);

/// BCD: yyMMdd (3 bytes), yyMMddHHmm (5), yyMMddHHmmss (6), of this century; what is finer than the field is dropped.
std::optional<QByteArray> timeBytes(int length, qint64 utcMs);
std::optional<qint64> timeFrom(const QByteArray& bytes);

/// GB18030 needs Qt's ICU.
bool gb18030Known();

} // namespace meterdesk
