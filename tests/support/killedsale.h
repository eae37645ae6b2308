// A sale of the real program that is killed in the middle: the office before it, and every way that there is to go on
// after it, each of which must leave all money and credit where it belongs.
#pragma once

#include "tests/support/killing.h"

#include <QMap>
#include <map>

namespace meterdesk::test {

class KilledSale {
public:
    /// Sold to once and loaded; the card lies on the reader.
    const Program& soldOnce(const QString& layout);
    /// The sale that is killed: the second one, of 50 yuan.
    QStringList topUp(const QString& layout);
    /// What is wrong after a kill; nothing where all is well. The card is seen by the desk first, and by its meter
    /// first; what it doesn't carry is sent again, and given back. Counts the ways that it went.
    QStringList settled(const Program& killed);
    const QMap<QString, int>& ways() const { return m_ways; }
    void printWays() const;

private:
    QString meterOf(const QString& layout);
    QString settledInto(const Program& office, QStringList& wrong);
    static QString finished(const Program& office);

    std::map<QString, Program> m_offices;
    QMap<QString, QString> m_meters; // by layout
    bool m_turn = false;
    QMap<QString, int> m_ways; // how the office went on
};

} // namespace meterdesk::test
