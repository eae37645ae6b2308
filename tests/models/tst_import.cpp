#include "models/property/import.h"
#include "models/property/importcolumns.h"
#include "models/property/importtext.h"
#include "models/property/search.h"
#include "tests/support/tempstore.h"

#include "tests/models/fuzz_csv.cpp" // NOLINT(bugprone-suspicious-include): its entry point is called below

#include <QCryptographicHash>
#include <QTest>
#include <rapidcheck.h>

using namespace meterdesk;
using namespace meterdesk::test;

namespace {

const QByteArray english = "compound,apartment,owner,owner phone,tenant,tenant phone,household size,account,meter,kind,"
                           "basis,layout,state,last count,total purchased,card,card family,card keys\n";

QByteArray fileOf(const QByteArray& rows) {
    return english + rows;
}

ImportReport took(TempStore& office, const QByteArray& csv, const ImportOptions& options = {}) {
    return must(importCompound(*office.store, office.manager, csv, options));
}

QString faultsOf(const ImportReport& report) {
    QStringList lines;
    for (const ImportFault& fault : report.faults)
        lines.append(QStringLiteral("%1 %2: %3").arg(fault.line).arg(fault.column, fault.problem));
    return lines.join(u'\n');
}

bool has(const ImportReport& report, qint64 line, const char* column) {
    return std::any_of(report.faults.cbegin(), report.faults.cend(), [&](const ImportFault& fault) {
        return fault.line == line && fault.column == QString::fromUtf8(column);
    });
}

const QStringList tables{QStringLiteral("compound"), QStringLiteral("building"),  QStringLiteral("apartment"),
                         QStringLiteral("resident"), QStringLiteral("occupancy"), QStringLiteral("account"),
                         QStringLiteral("meter"),    QStringLiteral("card"),      QStringLiteral("card_slot"),
                         QStringLiteral("counter")};

/// The rows of all tables that an import fills.
qint64 rowsIn(TempStore& office) {
    qint64 rows = office.one(QStringLiteral("SELECT count(*) FROM audit WHERE action = 'import'")).toLongLong();
    for (const QString& table : tables)
        rows += office.one(QStringLiteral("SELECT count(*) FROM ") + table).toLongLong();
    return rows;
}

QByteArray manyRows(int count) {
    QByteArray csv = english;
    for (int i = 0; i < count; ++i) {
        const QByteArray n = QByteArray::number(i);
        csv += "Garden," + QByteArray::number(i / 500 + 1) + "-1-" + n + ",Owner " + n + ",138" +
               n.rightJustified(8, '0') + ",,,3,,M" + n + ",water,quantity,maker-a,,,,,\n";
    }
    return csv;
}

} // namespace

class TestImport : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aWholeHomeIsTakenIn() {
        TempStore office;
        const auto csv = fileOf("阳光花园,3-1-1201,王帅,138-0013-8000,李租,13900000000,4,A77,s1001,water,by quantity,"
                                "maker-a,faulty,12,345.5,04:a1:b2:c3,M1,3\n"
                                "阳光花园,3-1-1201,,,,,,,g9,燃气,按金额,maker-b,,3,99.05,,\n"
                                "阳光花园,3-1-1202,,,,,,,,,,,,,,,\n");
        const auto report = took(office, csv);
        QCOMPARE(faultsOf(report), QString());
        QCOMPARE(report.rows, 3);
        QCOMPARE(report.apartments, 2);
        QCOMPARE(report.residents, 2);
        QCOMPARE(report.meters, 2);
        QCOMPARE(report.cards, 1);
        QCOMPARE(
            office.one(QStringLiteral("SELECT b.name FROM apartment p JOIN building b ON b.id = p.building_id LIMIT 1"))
                .toString(),
            QStringLiteral("3"));
        // The tenant pays, and the household is his.
        QCOMPARE(office
                     .one(QStringLiteral(
                         "SELECT r.name FROM account a JOIN resident r ON r.id = a.resident_id WHERE number = 'A77'"))
                     .toString(),
                 QStringLiteral("李租"));
        QCOMPARE(office.one(QStringLiteral("SELECT household_size FROM resident WHERE name = '李租'")).toInt(), 4);
        QCOMPARE(office.one(QStringLiteral("SELECT phone FROM resident WHERE name = '王帅'")).toString(),
                 QStringLiteral("13800138000"));
        QCOMPARE(office
                     .one(QStringLiteral(
                         "SELECT role FROM occupancy o JOIN resident r ON r.id = o.resident_id WHERE r.name = '李租'"))
                     .toString(),
                 QStringLiteral("tenant"));
        QCOMPARE(office
                     .one(QStringLiteral("SELECT kind || basis || layout || state || base_count || '/' || base_total "
                                         "FROM meter WHERE number = 'S1001'"))
                     .toString(),
                 QStringLiteral("waterquantitymaker-afaulty12/345500"));
        QCOMPARE(
            office
                .one(QStringLiteral(
                    "SELECT kind || basis || state || base_count || '/' || base_total FROM meter WHERE number = 'G9'"))
                .toString(),
            QStringLiteral("gasmoneyin-use3/9905"));
        QCOMPARE(
            office
                .one(QStringLiteral("SELECT c.uid || family || key_version || status || s.slot || m.number FROM "
                                    "card c JOIN card_slot s ON s.card_id = c.id JOIN meter m ON m.id = s.meter_id"))
                .toString(),
            QStringLiteral("04A1B2C3mifare-classic3active0S1001"));
        QCOMPARE(office.one(QStringLiteral("SELECT count(*) FROM account")).toInt(), 1);
        QCOMPARE(must(Search(*office.store).find(QStringLiteral("04a1b2c3"))).first().name, QStringLiteral("李租"));
        QCOMPARE(must(Search(*office.store).findNamePart(QStringLiteral("帅"))).size(), 1);
        const QString sha = QString::fromLatin1(QCryptographicHash::hash(csv, QCryptographicHash::Sha256).toHex());
        const QString detail =
            office.one(QStringLiteral("SELECT detail FROM audit WHERE action = 'import'")).toString();
        QVERIFY2(detail.contains(sha) && detail.contains(QStringLiteral("apartments 2")), qPrintable(detail));
    }

    void columnsHaveTwoLanguagesAndAnyOrder() {
        for (int i = 0; i < int(importColumnCount); ++i) {
            const QString both = importColumnName(ImportColumn(i)); // "owner (业主)"
            QCOMPARE(importColumn(both.section(QStringLiteral(" ("), 0, 0)), std::optional(ImportColumn(i)));
            QCOMPARE(importColumn(both.section(QStringLiteral(" ("), 1).chopped(1)), std::optional(ImportColumn(i)));
        }
        QCOMPARE(importColumn(QStringLiteral("ＯＷＮＥＲ_phone ")), std::optional(ImportColumn::OwnerPhone));
        TempStore office;
        const auto report = took(office, "业主,颜色,房号,小区,楼栋\n王帅,red,3-1-1201,阳光,三号楼\n");
        QCOMPARE(faultsOf(report), QString());
        QCOMPARE(report.ignored, QStringList{QStringLiteral("颜色")});
        QCOMPARE(office.one(QStringLiteral("SELECT name FROM building")).toString(), QStringLiteral("三号楼"));
    }

    void zerosInFrontTellNoMetersApart() {
        TempStore office;
        const auto row = [](const char* code, const char* meter) {
            return QByteArray("阳光,") + code + ",王帅,,,,,," + meter + ",water,quantity,maker-a,,,,,,\n";
        };
        auto report = took(office, fileOf(row("1-1", "007") + row("1-2", "7") + row("1-3", "0000")));
        QVERIFY2(has(report, 3, "meter") && has(report, 4, "meter") && report.faults.size() == 2,
                 qPrintable(faultsOf(report)));
        QCOMPARE(faultsOf(took(office, fileOf(row("1-1", "007") + row("1-2", "8")))), QString());
        report = took(office, fileOf(row("1-4", "7") + row("1-5", "0007") + row("1-6", "08") + row("1-7", "70")));
        QVERIFY2(has(report, 2, "meter") && has(report, 3, "meter") && has(report, 4, "meter") &&
                     !has(report, 5, "meter"),
                 qPrintable(faultsOf(report)));
    }

    void missingColumnsAreNamed() {
        TempStore office;
        auto report = took(office, "meter,card\n1,2\n");
        QVERIFY(has(report, 1, "apartment (房号)"));
        QVERIFY(has(report, 1, "owner (业主)"));
        QVERIFY(has(report, 1, "compound (小区)"));
        QVERIFY(has(report, 1, "kind (表类型)"));
        QVERIFY(has(report, 1, "layout (卡布局)"));
        QVERIFY(has(report, 1, "basis (计费方式)"));
        QVERIFY(has(report, 1, "card family (卡类型)"));
        QVERIFY(has(took(office, "compound,apartment,owner,card\n"), 1, "meter (表号)"));
        QVERIFY(has(took(office, "compound,小区,apartment,owner\n"), 1, "小区"));
        ImportOptions options;
        options.compound = QStringLiteral("Garden");
        QCOMPARE(faultsOf(took(office, "apartment,owner\n1-1,A\n", options)), QString());
        QCOMPARE(took(office, "").faults.size(), 1);
        QCOMPARE(took(office, "\xEF\xBB\xBF\r\n \n").faults.size(), 1);
        QCOMPARE(took(office, english).faults.size(), 1);
    }

    void everyBadCellIsReportedByLineAndColumn_data() {
        QTest::addColumn<QByteArray>("row");
        QTest::addColumn<QByteArray>("column");
        const auto add = [](const char* name, const QByteArray& row, const char* column) {
            QTest::newRow(name) << row << QByteArray(column);
        };
        add("no apartment", "G,,A,,,,,,,,,,,,,,", "apartment");
        add("bad apartment", "G,1201,A,,,,,,,,,,,,,,", "apartment");
        add("no compound", ",1-1,A,,,,,,,,,,,,,,", "compound");
        add("bad phone", "G,1-1,A,1.38E+10,,,,,,,,,,,,,", "owner phone");
        add("phone of nobody", "G,1-1,,13800138000,,,,,,,,,,,,,", "owner");
        add("tenant's phone of nobody", "G,1-1,A,,,13800138000,,,,,,,,,,,", "tenant");
        add("household 0", "G,1-1,A,,,,0,,,,,,,,,,", "household size");
        add("household 2.5", "G,1-1,A,,,,2.5,,,,,,,,,,", "household size");
        add("account of nobody", "G,1-1,,,,,,A1,,,,,,,,,", "owner");
        add("bad account", "G,1-1,A,,,,,A*1,,,,,,,,,", "account");
        add("meter of nobody", "G,1-1,,,,,,,M1,water,money,a,,,,,", "owner");
        add("no kind", "G,1-1,A,,,,,,M1,,money,a,,,,,", "kind");
        add("bad kind", "G,1-1,A,,,,,,M1,steam,money,a,,,,,", "kind");
        add("no basis", "G,1-1,A,,,,,,M1,water,,a,,,,,", "basis");
        add("no layout", "G,1-1,A,,,,,,M1,water,money,,,,,,", "layout");
        add("unknown layout", "G,1-1,A,,,,,,M1,water,money,z,,,,,", "layout");
        add("bad state", "G,1-1,A,,,,,,M1,water,money,a,lost,,,,", "state");
        add("count below nothing", "G,1-1,A,,,,,,M1,water,money,a,,-1,,,", "last count");
        add("count too large", "G,1-1,A,,,,,,M1,water,money,a,,99999999999999999999,,,", "last count");
        add("total with letters", "G,1-1,A,,,,,,M1,water,money,a,,,1x,,", "total purchased");
        add("total below nothing", "G,1-1,A,,,,,,M1,water,money,a,,,-1,,", "total purchased");
        add("money in thousandths", "G,1-1,A,,,,,,M1,water,money,a,,,1.005,,", "total purchased");
        add("bad card", "G,1-1,A,,,,,,M1,water,money,a,,,,XYZW,cpu", "card");
        add("card without family", "G,1-1,A,,,,,,M1,water,money,a,,,,04AA,", "card family");
        add("memory card of nobody knows which keys", "G,1-1,A,,,,,,M1,gas,money,a,,,,04AA,sle4442,", "card keys");
        add("keys of version 0", "G,1-1,A,,,,,,M1,gas,money,a,,,,04AA,sle4442,0", "card keys");
        add("keys of no version", "G,1-1,A,,,,,,M1,gas,money,a,,,,04AA,cpu,new", "card keys");
        add("card without meter", "G,1-1,A,,,,,,,,,,,,,04AA,cpu", "meter");
        add("count without meter", "G,1-1,A,,,,,,,,,,,5,,,", "meter");
        add("NUL", QByteArray("G,1-1,A\0B,,,,,,,,,,,,,,", 22), "owner");
        add("long name", "G,1-1," + QByteArray(101, 'x') + ",,,,,,,,,,,,,,", "owner");
        add("too many cells", "G,1-1,A,,,,,,,,,,,,,,,,surplus", "");
        add("quote within", "G,1-1,A\"B,,,,,,,,,,,,,,", "");
        add("text after a quote", "G,1-1,\"A\"B,,,,,,,,,,,,,,", "");
        add("open quote", "G,1-1,\"A,,,,,,,,,,,,,,", "");
        add("huge cell", "G,1-1,A,,,,,,,,,,,,,," + QByteArray(70000, 'x'), "");
    }
    void everyBadCellIsReportedByLineAndColumn() {
        QFETCH(QByteArray, row);
        QFETCH(QByteArray, column);
        TempStore office;
        ImportOptions options;
        options.layouts = QStringList{QStringLiteral("a")};
        // A quoted newline above, so that rows and lines differ.
        const auto csv = fileOf("G,9-9,\"Good\nName\",,,,,,,,,,,,,,\r\n\r\n" + row + "\n");
        const qint64 before = rowsIn(office);
        const auto report = took(office, csv, options);
        QVERIFY2(has(report, 5, column.constData()), qPrintable(faultsOf(report)));
        QCOMPARE(report.faults.size(), 1);
        QCOMPARE(report.apartments, 0);
        QCOMPARE(rowsIn(office), before);
    }

    void allFaultsOfARowAreToldAtOnce() {
        TempStore office;
        ImportOptions options;
        options.layoutFacts.insert(QStringLiteral("a"), ImportLayout{CreditBasis::Money, CardFamily::Cpu, {}, 1});
        options.layouts = QStringList{QStringLiteral("a")};
        const auto report =
            took(office, fileOf("G,,A,,,,,,M1,steam,,z,,,,,\nG,1-2,B,,,,,,M2,water,,a,,,,,\n"), options);
        QVERIFY2(has(report, 2, "apartment") && has(report, 2, "kind") && has(report, 2, "layout"),
                 qPrintable(faultsOf(report)));
        QCOMPARE(report.faults.size(), 3); // the basis of an unknown layout is no fault of its own
        QCOMPARE(report.badRows(), 1);
    }

    void doublesInTheFileAreReported() {
        TempStore office;
        const auto report = took(office, fileOf("G,1-1,A,,,,,N1,M1,water,money,a,,,,04AA,cpu\n"
                                                "G,1-2,B,,,,,N1,m1,water,money,a,,,,,\n"
                                                "G,1-3,C,,,,,,M3,water,money,a,,,,04aa,cpu\n"
                                                "G,1-1,A,,,,,,,,,,,,,,\n"
                                                "G,1-1,Z,,,,,,M5,water,money,a,,,,,\n"
                                                "H,1-1,,,,,,,M6,water,money,a,,,,,\n"));
        QVERIFY2(has(report, 3, "account") && has(report, 3, "meter"), qPrintable(faultsOf(report)));
        QVERIFY(has(report, 4, "card"));
        QVERIFY(has(report, 5, "apartment"));
        QVERIFY(has(report, 6, "owner"));
        QVERIFY(has(report, 7, "compound"));
        QCOMPARE(report.faults.size(), 6);
    }

    void whatTheBooksHaveIsReported() {
        TempStore office;
        const auto first = fileOf("G,1-1,A,,,,,N1,M1,water,money,a,,,,04AA,cpu\n");
        QVERIFY(took(office, first).faults.isEmpty());
        const qint64 before = rowsIn(office);
        const auto report = took(office, first);
        for (const char* column : {"apartment", "account", "meter", "card"})
            QVERIFY2(has(report, 2, column), column);
        QCOMPARE(report.faults.size(), 4);
        QCOMPARE(rowsIn(office), before);
        // The next compound goes beside the first.
        QVERIFY(took(office, fileOf("G,1-2,B,,,,,,,,,,,,,,\nH,2-1,B,,,,,,,,,,,,,,\n")).faults.isEmpty());
        QCOMPARE(office.one(QStringLiteral("SELECT count(*) FROM compound")).toInt(), 2);
    }

    void layoutFactsFillInAndCheck() {
        TempStore office;
        ImportOptions options;
        options.layoutFacts.insert(QStringLiteral("two"),
                                   {CreditBasis::Money, CardFamily::MifareClassic, {MeterKind::Water}, 2});
        const QByteArray head = "compound,apartment,owner,meter,kind,layout,basis,card,card family\n";
        auto report = took(office,
                           head + "G,1-1,A,M1,gas,two,money,,\nG,1-2,A,M2,water,two,quantity,,\n"
                                  "G,1-3,A,M3,water,two,,04AA,cpu\n",
                           options);
        QVERIFY2(has(report, 2, "kind") && has(report, 3, "basis") && has(report, 4, "card family"),
                 qPrintable(faultsOf(report)));
        const QByteArray twoSlots = head + "G,1-1,A,M1,water,two,,04AA,\nG,1-1,A,M2,water,two,,04AA,\n";
        report = took(office, twoSlots + "G,1-1,A,M3,water,two,,04AA,\n", options);
        QVERIFY2(has(report, 4, "card") && report.faults.size() == 1, qPrintable(faultsOf(report)));
        QCOMPARE(faultsOf(took(office, twoSlots, options)), QString());
        QCOMPARE(office
                     .one(QStringLiteral("SELECT group_concat(m.number || '@' || s.slot) FROM card_slot s JOIN meter m "
                                         "ON m.id = s.meter_id"))
                     .toString(),
                 QStringLiteral("M1@0,M2@1"));
        QCOMPARE(office.one(QStringLiteral("SELECT basis FROM meter")).toString(), QStringLiteral("money"));
    }

    void onePersonMayOwnSeveralHomes() {
        TempStore office;
        const auto report =
            took(office, fileOf("G,1-1,A,13800138000,,,2,,,,,,,,,,\nG,1-2,A,13800138000,,,2,,,,,,,,,,\n"
                                "G,1-3,A,13900139000,,,,,,,,,,,,,\nG,1-4,B,,,,,,,,,,,,,,\nG,1-5,B,,,,,,,,,,,,,,\n"));
        QCOMPARE(report.residents, 4);
        QCOMPARE(office.one(QStringLiteral("SELECT count(*) FROM resident")).toInt(), 4);
        QCOMPARE(office.one(QStringLiteral("SELECT count(DISTINCT number) FROM account")).toInt(), 5);
    }

    void encodings_data() {
        QTest::addColumn<QByteArray>("bytes");
        // 小区,房号,业主 / 阳光,3-1-1201,王帅
        const auto gb = QByteArray::fromHex("d0a1c7f82cb7bfbac52cd2b5d6f70d0ad1f4b9e22c332d312d313230312ccdf5cba70d0a");
        const QByteArray utf8 = "小区,房号,业主\r\n阳光,3-1-1201,王帅\r\n";
        QTest::newRow("GB18030") << gb;
        QTest::newRow("UTF-8") << utf8;
        QTest::newRow("UTF-8 with BOM") << "\xEF\xBB\xBF" + utf8;
        QTest::newRow("LF") << QByteArray(utf8).replace("\r\n", "\n");
        QTest::newRow("CR") << QByteArray(utf8).replace("\r\n", "\r");
        QTest::newRow("no newline at the end") << utf8.chopped(2);
        QTest::newRow("quoted") << QByteArray("\"小区\",\"房号\",\"业主\"\n\"阳光\",\"3-1-1201\",\"王帅\"\n");
    }
    void encodings() {
        QFETCH(QByteArray, bytes);
        TempStore office;
        QCOMPARE(faultsOf(took(office, bytes)), QString());
        QCOMPARE(office.one(QStringLiteral("SELECT name FROM resident")).toString(), QStringLiteral("王帅"));
        QCOMPARE(office.one(QStringLiteral("SELECT name FROM compound")).toString(), QStringLiteral("阳光"));
    }

    void fourByteCharactersOfGb18030() {
        // U+3400 is 81 39 EE 39, U+20000 is 95 32 82 36.
        const auto text = must(importText(QByteArray::fromHex("cdf58139ee3995328236")));
        QCOMPARE(QString::fromUtf8(text), QStringLiteral("王\u3400\U00020000"));
    }

    void bytesOfNoEncodingAreRefused() {
        TempStore office;
        for (const QByteArray& bytes : {QByteArray("a,b\n\xFF\xFF\xFF,c\n"), QByteArray("\xEF\xBB\xBF\xCD\xF5\n"),
                                        QByteArray("\xFF\xFE"
                                                   "a\0",
                                                   4)}) {
            const auto result = importCompound(*office.store, office.manager, bytes, {});
            QVERIFY2(!result && result.error().code == ErrorCode::FileUnreadable, bytes.toHex().constData());
            QVERIFY(!result.error().detail.isEmpty());
        }
    }

    void onlyAManagerImports() {
        TempStore office;
        QCOMPARE(importCompound(*office.store, office.cashier, english, {}).error().code, ErrorCode::NotAllowed);
        QCOMPARE(importCompound(*office.store, {}, english, {}).error().code, ErrorCode::NotSignedIn);
    }

    void aDryRunLeavesNothing() {
        TempStore office;
        const qint64 before = rowsIn(office), commits = office.store->commits();
        ImportOptions options;
        options.dryRun = true;
        const auto report = took(office, manyRows(50), options);
        QCOMPARE(report.apartments, 50);
        QCOMPARE(report.residents, 50);
        QCOMPARE(report.meters, 50);
        QCOMPARE(rowsIn(office), before);
        QCOMPARE(office.store->commits(), commits);
    }

    void cancelAtAnyTimeLeavesNothing() {
        TempStore office;
        const QByteArray csv = manyRows(100000); // a real compound
        const qint64 before = rowsIn(office);
        for (const int percent : {40, 90}) {
            qint64 last = 0;
            ImportOptions options;
            options.progress = [&](qint64 done, qint64 of) {
                // Each row is told of at least every thousand, on both ways through the file.
                if (done < last || done - last > 1000 || done > of)
                    qFatal("progress went from %lld to %lld of %lld", last, done, of);
                last = done;
                return done * 100 < of * percent;
            };
            const auto result = importCompound(*office.store, office.manager, csv, options);
            QCOMPARE(result.error().code, ErrorCode::Cancelled);
            QVERIFY(last * 100 / percent >= 200000);
            QCOMPARE(rowsIn(office), before);
        }
    }

    void oneCommitForAll() {
        TempStore office;
        const qint64 commits = office.store->commits();
        QCOMPARE(took(office, manyRows(1000)).apartments, 1000);
        QCOMPARE(office.store->commits(), commits + 1);
    }

    void whatIsExportedComesInAgain() {
        const auto cell = [](QString text) { return u'"' + text.replace(u'"', QStringLiteral("\"\"")) + u'"'; };
        const QString all = QStringLiteral(
            "SELECT group_concat(line, char(10)) FROM (SELECT p.code || '|' || r.name || '|' || r.phone || '|' || "
            "m.number || '|' || m.base_count || '|' || m.base_total AS line FROM meter m JOIN account a ON a.id = "
            "m.account_id JOIN apartment p ON p.id = a.apartment_id JOIN resident r ON r.id = a.resident_id ORDER BY "
            "p.code)");
        QVERIFY(rc::check("import(export(rows)) = rows", [&] {
            const auto names = *rc::gen::container<std::vector<std::string>>(
                rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab,\"'; x\n")))));
            RC_PRE(!names.empty() && names.size() < 8);
            QString csv = QStringLiteral(
                "compound,apartment,owner,owner phone,meter,kind,basis,layout,last count,total purchased\n");
            QStringList want;
            for (std::size_t i = 0; i < names.size(); ++i) {
                const QString name = QString::fromStdString(names[i]).simplified();
                RC_PRE(!name.isEmpty());
                const int count = *rc::gen::inRange(0, 70000), fen = *rc::gen::inRange(0, 100000000);
                const QString code = QStringLiteral("1-%1").arg(i), phone = QString::number(13000000000 + count);
                csv += QStringLiteral("G,%1,%2,%3,M%4,gas,money,a,%5,%6\n")
                           .arg(code, cell(QString::fromStdString(names[i])), phone)
                           .arg(i)
                           .arg(count)
                           .arg(toString(Money{fen}));
                want.append(QStringLiteral("%1|%2|%3|M%4|%5|%6").arg(code, name, phone).arg(i).arg(count).arg(fen));
            }
            TempStore office;
            const auto report = took(office, csv.toUtf8());
            RC_ASSERT(faultsOf(report).toStdString() == std::string());
            RC_ASSERT(office.one(all).toString().toStdString() == want.join(u'\n').toStdString());
        }));
    }

    void nastyFiles() {
        const auto feed = [](const QByteArray& bytes) {
            LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.constData()), std::size_t(bytes.size()));
        };
        const QByteArray good = fileOf(
            "G,1-1,A,1380013,,,2,N,M1,water,money,two,,1,1.00,04AA,m1\nG,1-1,\"x\r\ny\",,,,,,M2,水,,two,,,,04aa,\n");
        for (qsizetype i = 0; i <= good.size(); ++i) {
            feed(good.left(i));
            for (const char c : {'"', '\0', '\r', '\n', ',', '\xCD'})
                feed(good.left(i) + c + good.mid(i));
        }
        feed(QByteArray(200000, '"'));
        feed(QByteArray(200000, ','));
        feed(QByteArray(200000, '\r'));
        feed("apartment,owner\n" + QByteArray(3000000, 'x'));
        const QByteArray tail = "apartment,owner\n1-1," + QByteArray(65536, 'x') + "\n1-2,y\n";
        qint64 rows = 0;
        QVERIFY(!readCsv(tail, [&](const CsvRow&) { return ++rows > 0; }));
        QCOMPARE(rows, 3);
        const auto open = readCsv("a\n\nb,\"c\nd\n", [](const CsvRow&) { return true; });
        QVERIFY(open);
        QCOMPARE(open->trouble, CsvTrouble::OpenQuote);
        QCOMPARE(open->line, 3);
    }
};

QTEST_GUILESS_MAIN(TestImport)
#include "tst_import.moc"
