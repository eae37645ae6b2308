// The opponent of a sale: a bare loop on winscard.h and sqlite3.h. It powers the card up as we do, sends the APDUs that
// our sale has sent, and commits the rows that our sale has committed, twice. It reads nothing from its books, plans
// nothing, computes no key and no check.
//
// Threads: one. Ends the program where anything fails.
#pragma once

#include "tests/bench/plaindb.h"

#include <QList>
#include <array>
#include <winscard.h>

namespace meterdesk::bench {

/// The rows of one sale, taken from our books when it is over, ready to be bound.
class SaleRows {
public:
    struct ValueEnd {
        void operator()(sqlite3_value* value) const { sqlite3_value_free(value); }
    };
    using Value = std::unique_ptr<sqlite3_value, ValueEnd>;
    struct Row {
        std::size_t statement; // of PlainSale
        std::vector<Value> values;
    };
    std::array<std::vector<Row>, 2> commits;
};

class PlainSale {
public:
    PlainSale(const QString& ourBooks, const QString& itsBooks, const QByteArray& reader);
    ~PlainSale();
    PlainSale(const PlainSale&) = delete;
    PlainSale& operator=(const PlainSale&) = delete;

    /// Where our books stand; rows that come later are the next sale's.
    void mark();
    SaleRows rows();
    /// What is measured. `firstWrite`: place of the first APDU that may change the card.
    void sell(const QList<QByteArray>& apdus, qsizetype firstWrite, const SaleRows& rows);
    /// Whether both books hold the same orders, attempts, events, reports and audit trail.
    bool sameBooks();

private:
    void commit(const std::vector<SaleRows::Row>& rows);
    static void need(LONG code, const char* call);

    PlainDb m_ours, m_its;
    std::vector<PlainStatement> m_read, m_write;
    PlainStatement m_begin, m_commit;
    QByteArray m_reader;
    SCARDCONTEXT m_context = 0;
    qint64 m_mark = 0;
};

} // namespace meterdesk::bench
