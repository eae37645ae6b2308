// What is typed at the program, and what it answers: the lines that its tests share.
//
//   const Program program;
//   QCOMPARE(issue(program, QStringLiteral("mifare-1"), water).status, 0);
//   const Ran sold = program.json(sale(water));
#pragma once

#include "tests/support/program.h"

namespace meterdesk::test {

/// Meters of the demo office: they take a MIFARE Classic, a CPU and an SLE4442 card.
inline const QString water = QStringLiteral("200100000001");
inline const QString electricity = QStringLiteral("200200000001");
inline const QString gas = QStringLiteral("200300000001");

/// One line, divided at its spaces.
QStringList words(QAnyStringView line);
/// The same on the simulator's reader, and a last word that may hold spaces.
QStringList simulated(QAnyStringView line, const QString& last = {});
/// The line that sells onto the card on the reader.
QStringList sale(const QString& meter, const char* pay = "20");

/// A card of the drawer goes onto the reader.
Ran lay(const Program& program, const QString& card);
/// It is laid there and issued for the meter.
Ran issue(const Program& program, const QString& card, const QString& meter);
/// What a command answers that must succeed: otherwise the test has failed, and goes on with nothing.
QJsonObject ok(const Program& program, const QStringList& words);

/// A word of the answer.
QString text(const Ran& ran, const char* key);
/// All that was said, on both outputs.
QString told(const Ran& ran);

/// A variable of the program's environment.
void set(Program& program, const char* variable, const char* value);
/// A file in the program's folder; its path, or nothing where it can't be written.
QString write(const Program& program, const char* name, const QByteArray& bytes);
/// An empty real office with its administrator `boss`, signed in by the environment.
Program realOffice();
/// The same with keys, which this passphrase opens; it is in the environment too.
Program officeWithKeys(const QString& passphrase);

} // namespace meterdesk::test
