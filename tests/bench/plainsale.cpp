#include "tests/bench/plainsale.h"

#include "tests/bench/measure.h"

namespace meterdesk::bench {
namespace {

/// One kind of row: how it is read from our books once the sale is over (?1: ids up to this one are older), and how the
/// opponent writes it, in the order and with the values of our own two commits.
struct Copied {
    std::size_t commit;
    const char* read;
    const char* write;
};

constexpr Copied copied[] = {
    {0, "SELECT * FROM meter_report WHERE id > ?1",
     "INSERT INTO meter_report VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"},
    {0,
     "SELECT o.state, o.purchase_count, o.total_after, o.proven, o.receipt, o.owner, o.lease_until, o.changed_at, o.id "
     "FROM credit_event e JOIN credit_order o ON o.id = e.order_id WHERE e.id > ?1 AND e.to_state = 'loaded'",
     "UPDATE credit_order SET state = ?, purchase_count = ?, total_after = ?, proven = ?, receipt = ?, owner = ?, "
     "lease_until = ?, changed_at = ? WHERE id = ? AND state = 'delivered'"},
    {0, "SELECT * FROM credit_event WHERE id > ?1 AND to_state = 'loaded'",
     "INSERT INTO credit_event VALUES (?, ?, ?, ?, ?, ?, ?, ?)"},
    {0,
     "SELECT id, meter_id, account_id, kind, 'sending', paid_fen, price, credit, purchase_count, total_after, "
     "overwrites, copyable, reason, created_by, created_at, created_at, 'a host|a boot id with its "
     "namespace|12345|678', "
     "created_at + 30000 FROM credit_order WHERE id > ?1",
     "INSERT INTO credit_order (id, meter_id, account_id, kind, state, paid_fen, price, credit, purchase_count, "
     "total_after, overwrites, copyable, reason, created_by, created_at, changed_at, owner, lease_until) "
     "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"},
    {0, "SELECT * FROM credit_event WHERE id > ?1 AND to_state = 'sending'",
     "INSERT INTO credit_event VALUES (?, ?, ?, ?, ?, ?, ?, ?)"},
    {0, "SELECT * FROM audit WHERE id > ?1", "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?)"},
    {0,
     "SELECT id, order_id, number, carrier, carrier_id, card_id, purpose, online_serial, old_balance, terminal, "
     "stamped, before, begun_at FROM credit_attempt WHERE id > ?1",
     "INSERT INTO credit_attempt (id, order_id, number, carrier, carrier_id, card_id, purpose, online_serial, "
     "old_balance, terminal, stamped, before, begun_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"},
    {1, "SELECT value FROM counter WHERE name = 'receipt' AND ?1 > 0",
     "INSERT INTO counter (name, value) VALUES ('receipt', ?1) ON CONFLICT (name) DO UPDATE SET value = ?1"},
    {1,
     "SELECT state, purchase_count, total_after, proven, receipt, owner, lease_until, changed_at, id FROM credit_order "
     "WHERE id > ?1",
     "UPDATE credit_order SET state = ?, purchase_count = ?, total_after = ?, proven = ?, receipt = ?, owner = ?, "
     "lease_until = ?, changed_at = ? WHERE id = ? AND state = 'sending'"},
    {1, "SELECT * FROM credit_event WHERE id > ?1 AND to_state = 'delivered'",
     "INSERT INTO credit_event VALUES (?, ?, ?, ?, ?, ?, ?, ?)"},
    {1, "SELECT outcome, tac, note, ended_at, id FROM credit_attempt WHERE id > ?1",
     "UPDATE credit_attempt SET outcome = ?, tac = ?, note = ?, ended_at = ? WHERE id = ?"},
};

} // namespace

void PlainSale::need(LONG code, const char* call) {
    if (code != SCARD_S_SUCCESS)
        giveUp(QStringLiteral("%1: %2").arg(QString::fromLatin1(call)).arg(static_cast<quint32>(code), 8, 16));
}

PlainSale::PlainSale(const QString& ourBooks, const QString& itsBooks, const QByteArray& reader)
    : m_ours(ourBooks), m_its(itsBooks), m_reader(reader) {
    for (const Copied& kind : copied) {
        m_read.push_back(m_ours.prepare(kind.read));
        m_write.push_back(m_its.prepare(kind.write));
    }
    m_begin = m_its.prepare("BEGIN IMMEDIATE");
    m_commit = m_its.prepare("COMMIT");
    need(SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &m_context), "SCardEstablishContext");
}

PlainSale::~PlainSale() {
    SCardReleaseContext(m_context);
}

void PlainSale::mark() {
    m_mark = m_ours.number("SELECT max(id) FROM (SELECT id FROM audit UNION ALL SELECT id FROM credit_event)");
}

SaleRows PlainSale::rows() {
    SaleRows all;
    for (std::size_t i = 0; i < m_read.size(); ++i) {
        sqlite3_stmt* statement = m_read[i].get();
        sqlite3_bind_int64(statement, 1, m_mark);
        while (sqlite3_step(statement) == SQLITE_ROW) {
            SaleRows::Row row{i, {}};
            for (int column = 0; column < sqlite3_column_count(statement); ++column)
                row.values.emplace_back(sqlite3_value_dup(sqlite3_column_value(statement, column)));
            all.commits.at(copied[i].commit).push_back(std::move(row));
        }
        sqlite3_reset(statement);
    }
    return all;
}

void PlainSale::commit(const std::vector<SaleRows::Row>& rows) {
    m_its.step(m_begin.get());
    for (const SaleRows::Row& row : rows) {
        sqlite3_stmt* statement = m_write[row.statement].get();
        int place = 0;
        for (const SaleRows::Value& value : row.values)
            sqlite3_bind_value(statement, ++place, value.get());
        m_its.step(statement);
    }
    m_its.step(m_commit.get());
}

void PlainSale::sell(const QList<QByteArray>& apdus, qsizetype firstWrite, const SaleRows& rows) {
    constexpr DWORD protocols = SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1;
    SCARDHANDLE card = 0;
    DWORD protocol = 0;
    need(SCardConnect(m_context, m_reader.constData(), SCARD_SHARE_EXCLUSIVE, protocols, &card, &protocol),
         "SCardConnect");
    need(SCardReconnect(card, SCARD_SHARE_EXCLUSIVE, protocols, SCARD_RESET_CARD, &protocol), "SCardReconnect");
    const SCARD_IO_REQUEST* header = protocol == SCARD_PROTOCOL_T0 ? SCARD_PCI_T0 : SCARD_PCI_T1;
    for (qsizetype i = 0; i < apdus.size(); ++i) {
        if (i == firstWrite)
            commit(rows.commits[0]);
        unsigned char reply[258];
        DWORD size = sizeof reply;
        const QByteArray& apdu = apdus[i];
        need(SCardTransmit(card, header, reinterpret_cast<const unsigned char*>(apdu.constData()),
                           static_cast<DWORD>(apdu.size()), nullptr, reply, &size),
             "SCardTransmit");
        if (size < 2 || reply[size - 2] != 0x90)
            giveUp(QStringLiteral("the card refuses the opponent's APDU %1").arg(i));
    }
    commit(rows.commits[1]);
    need(SCardDisconnect(card, SCARD_RESET_CARD), "SCardDisconnect");
}

bool PlainSale::sameBooks() {
    const std::vector<QByteArray> tables{
        "SELECT * FROM credit_order ORDER BY id", "SELECT * FROM credit_attempt ORDER BY id",
        "SELECT * FROM credit_event ORDER BY id", "SELECT * FROM meter_report ORDER BY id",
        "SELECT * FROM audit ORDER BY id",        "SELECT * FROM counter ORDER BY name",
        "SELECT * FROM discrepancy ORDER BY id"};
    return m_ours.digest(tables) == m_its.digest(tables);
}

} // namespace meterdesk::bench
