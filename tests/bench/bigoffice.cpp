#include "tests/bench/bigoffice.h"

#include "cardio/desk/office.h"
#include "models/store/dialect.h"
#include "models/store/migrations.h"
#include "tests/bench/measure.h"
#include "tests/bench/plaindb.h"

#include <QCryptographicHash>
#include <QDir>

namespace meterdesk::bench {
namespace {

constexpr int recipe = 1; // raised when what follows changes

const QString surnames =
    QStringLiteral("王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏"
                   "吕丁任沈姚卢姜崔钟谭陆汪范金");
const QString given = QStringLiteral("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅文辉力建国庆志永健世广海"
                                     "山仁波宁贵福生龙元全胜学祥才发武新利清飞彬富顺"
                                     "信子昌成康星光天达安岩中茂进林有坚和彪博诚先敬震振壮会思群豪心邦承乐绍功松善厚裕"
                                     "河哲江浩亮政谦亨奇固之轮翰朗伯宏言若鸣朋斌梁栋维"
                                     "启克伦翔旭鹏泽晨辰士以家致树炎德行时泰盛雄琛钧冠策腾楠榕风航弘");

quint32 scattered(qint64 n) {
    return static_cast<quint32>(static_cast<quint64>(n) * 2654435761U);
}

QByteArray schemaMark() {
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const Migration& migration : builtInMigrations(Dialect::sqlite()))
        for (const QString& statement : migration.statements)
            hash.addData(statement.toUtf8());
    return hash.result().toHex().left(8);
}

void bind(sqlite3_stmt* statement, int place, const QString& text) {
    const QByteArray utf8 = text.toUtf8();
    sqlite3_bind_text(statement, place, utf8.constData(), static_cast<int>(utf8.size()), SQLITE_TRANSIENT);
}

/// One table, a row for each number from 0.
void fill(PlainDb& db, qint64 count, const char* sql, const std::function<void(sqlite3_stmt*, qint64)>& bindRow) {
    const PlainStatement statement = db.prepare(sql);
    for (qint64 n = 0; n < count; ++n) {
        bindRow(statement.get(), n);
        db.step(statement.get());
    }
}

void fillHomes(PlainDb& db, qint64 residents) {
    constexpr qint64 homesOfBuilding = 500;
    db.run("INSERT INTO compound (id, name) VALUES (1, '花园小区')");
    fill(db, (residents + homesOfBuilding - 1) / homesOfBuilding,
         "INSERT INTO building (id, compound_id, name) VALUES (?1 + 1, 1, ?1 + 1)",
         [](sqlite3_stmt* s, qint64 n) { sqlite3_bind_int64(s, 1, n); });
    fill(db, residents, "INSERT INTO apartment (id, building_id, code) VALUES (?1 + 1, ?2, ?3)",
         [](sqlite3_stmt* s, qint64 n) {
             sqlite3_bind_int64(s, 1, n);
             sqlite3_bind_int64(s, 2, n / homesOfBuilding + 1);
             bind(s, 3, benchResident(n).apartment);
         });
    fill(db, residents, "INSERT INTO resident (id, name, phone, household_size) VALUES (?1 + 1, ?2, ?3, 1 + ?1 % 5)",
         [](sqlite3_stmt* s, qint64 n) {
             const BenchResident who = benchResident(n);
             sqlite3_bind_int64(s, 1, n);
             bind(s, 2, who.name);
             bind(s, 3, who.phone);
         });
    db.run("INSERT INTO occupancy (id, apartment_id, resident_id, role, since) "
           "SELECT id, id, id, 'owner', 1767225600000 FROM apartment ORDER BY id");
    db.run("INSERT INTO account (id, apartment_id, resident_id, number, opened_at) "
           "SELECT id, id, id, printf('%08d', id), 1767225600000 FROM apartment ORDER BY id");
    fill(db, residents,
         "INSERT INTO meter (id, number, kind, basis, layout, account_id, installed_at) "
         "VALUES (?1 + 1, ?2, 'water', 'quantity', 'mifare-alternating', ?1 + 1, 1767225600000)",
         [](sqlite3_stmt* s, qint64 n) {
             sqlite3_bind_int64(s, 1, n);
             bind(s, 2, benchResident(n).meter);
         });
    fill(db, residents,
         "INSERT INTO card (id, uid, family, layout, key_version, account_id, issued_at) "
         "VALUES (?1 + 1, ?2, 'mifare-classic', 'mifare-alternating', 1, ?1 + 1, 1767225600000)",
         [](sqlite3_stmt* s, qint64 n) {
             sqlite3_bind_int64(s, 1, n);
             bind(s, 2, benchResident(n).card);
         });
    db.run("INSERT INTO card_slot (card_id, slot, meter_id) SELECT id, 0, id FROM card ORDER BY id");
}

void make(qint64 residents, const QString& data) {
    OfficeOptions options;
    options.dataFolder = data;
    options.create = true;
    need(Office::open(options), "office"); // makes the schema
    need(KeyStore(data, Sealing::cheap()).generate(Office::demoPassphrase()), "keys");
    PlainDb db(data + QStringLiteral("/office.db"), false);
    db.run("PRAGMA synchronous = OFF");
    db.run("PRAGMA cache_size = -400000");
    db.run("BEGIN");
    db.run("INSERT INTO setting (key, value) VALUES ('demo', '1'), ('reader', 'simulator'), ('price.water', '2.00')");
    db.run("INSERT INTO staff (id, name, display, role, password) VALUES (1, 'demo', 'Demo', 'administrator', '')");
    fillHomes(db, residents);
    db.run("COMMIT");
    db.run("PRAGMA wal_checkpoint(TRUNCATE)");
}

} // namespace

BenchResident benchResident(qint64 n) {
    const quint32 x = scattered(n);
    const auto pick = [](const QString& from, quint32 place) { return from.at(qsizetype(place) % from.size()); };
    BenchResident who;
    who.apartment =
        QString::asprintf("%lld-%lld-%02lld%02lld", n / 500 + 1, n / 100 % 5 + 1, n % 100 / 4 + 1, n % 4 + 1);
    who.name = QString(pick(surnames, x)) + pick(given, x / 64) + pick(given, x / 64 / 181);
    who.phone = // from no network's range
        QString::asprintf("10%09lld", n * 387420489 % 1'000'000'000);
    who.meter = QString::asprintf("2026%08lld", n);
    who.card = QString::asprintf("%08X", x);
    return who;
}

QString officeWith(qint64 residents, const QString& folder) {
    const QString name =
        QStringLiteral("office-%1-%2-%3").arg(residents).arg(recipe).arg(QString::fromLatin1(schemaMark()));
    const QDir dir(folder);
    QString data = dir.filePath(name);
    const QString unfinished = data + QStringLiteral(".new");
    if (dir.exists(name))
        return data;
    for (const QString& older : dir.entryList({QStringLiteral("office-%1-*").arg(residents)}, QDir::Dirs))
        QDir(dir.filePath(older)).removeRecursively();
    make(residents, unfinished);
    if (!QDir().rename(unfinished, data))
        giveUp(data);
    return data;
}

} // namespace meterdesk::bench
