// Layouts and records for tests of the layouts engine.
#pragma once

#include "cardio/cards/layoutbook.h"
#include "cardio/cards/layoutcodec.h"

#include <rapidcheck.h>

namespace meterdesk::test {

const LayoutBook& shippedLayouts();

/// The layouts that makers' descriptions became (tests/data/makers), with the shipped ones.
const LayoutBook& allLayouts();

/// A key and card for CMACs: 00 11 22 .. FF, UID 04A1B2C3.
Secret testMacKey();
CheckKey testCheckKey(const Secret& key);

std::vector<const AreaSpec*> pointersTo(const QList<AreaSpec>& areas);

/// A record that says every field of the area, with values that have room and read back as they were.
rc::Gen<CardRecord> anyRecord(const Layout& layout, const AreaSpec& area);

/// Content of a file under tests/data.
QByteArray testData(const QString& name);

} // namespace meterdesk::test
