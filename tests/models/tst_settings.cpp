// Settings: what each key takes, and the plain form that is kept.
#include "models/store/settings.h"
#include "tests/support/tempstore.h"

#include <QtTest>

using namespace meterdesk;
using namespace meterdesk::test;

class TestSettings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void valuesAreKeptInPlainForm_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("kept");
        const auto add = [](const char* key, const QString& typed, const QString& kept) {
            QTest::newRow(qPrintable(QString::fromLatin1(key) + typed)) << QString::fromLatin1(key) << typed << kept;
        };
        add("price.water", QStringLiteral("3.45"), QStringLiteral("3.45"));
        add("price.water", QStringLiteral(" ３．４５ "), QStringLiteral("3.45"));
        add("price.electricity", QStringLiteral("0.4883"), QStringLiteral("0.4883"));
        add("price.electricity", QStringLiteral("0.488"), QStringLiteral("0.488"));
        add("price.gas", QStringLiteral("3"), QStringLiteral("3.00"));
        add("terminal", QStringLiteral("00000000abcd"), QStringLiteral("00000000ABCD"));
        add("language", QStringLiteral("zh_CN"), QStringLiteral("zh_CN"));
        add("reader", QStringLiteral("simulator"), QStringLiteral("simulator"));
        add("office.name", QStringLiteral(" 阳光小区物业 "), QStringLiteral("阳光小区物业"));
        add("receipt.copies", QStringLiteral("２"), QStringLiteral("2"));
        add("demo", QStringLiteral("1"), QStringLiteral("1"));
        add("meter.alarm", QStringLiteral("０５"), QStringLiteral("5"));
        add("meter.price-version", QStringLiteral("65535"), QStringLiteral("65535"));
    }
    void valuesAreKeptInPlainForm() {
        QFETCH(QString, key);
        QFETCH(QString, typed);
        QFETCH(QString, kept);
        TempStore office;
        must(Settings(*office.store, office.manager).setValue(key, typed));
        office.reopen();
        QCOMPARE(must(Settings(*office.store).value(key)), kept);
    }

    void badValuesAreRefused_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("typed");
        const auto add = [](const char* key, const QString& typed) {
            QTest::newRow(qPrintable(QString::fromLatin1(key) + typed)) << QString::fromLatin1(key) << typed;
        };
        add("price.water", QStringLiteral("0"));
        add("price.water", QStringLiteral("-1"));
        add("price.water", QStringLiteral("3.45678"));
        add("price.water", QStringLiteral("1000.01"));
        add("sale.most", QStringLiteral("0"));
        add("sale.most", QStringLiteral("many"));
        add("terminal", QStringLiteral("12345"));
        add("terminal", QStringLiteral("00000000abcg"));
        add("terminal", QStringLiteral("00000000abcd0"));
        add("language", QStringLiteral("fr"));
        add("receipt.copies", QStringLiteral("0"));
        add("receipt.copies", QStringLiteral("6"));
        add("receipt.copies", QStringLiteral("12"));
        add("demo", QStringLiteral("yes"));
        add("meter.overdraft", QStringLiteral("-1"));
        add("meter.price-table", QStringLiteral("65536"));
        add("office.name", QStringLiteral("two\nlines"));
        add("office.name", QString(201, QLatin1Char('x')));
        add("no.such.key", QStringLiteral("1"));
    }
    void badValuesAreRefused() {
        QFETCH(QString, key);
        QFETCH(QString, typed);
        TempStore office;
        const Status done = Settings(*office.store, office.manager).setValue(key, typed);
        QVERIFY(!done);
        QCOMPARE(done.error().code, ErrorCode::BadArgument);
        QVERIFY2(done.error().message().contains(key), qPrintable(done.error().message()));
        QVERIFY(must(Settings(*office.store).all()).isEmpty());
    }

    void emptyUnsets() {
        TempStore office;
        Settings settings(*office.store, office.manager);
        must(settings.setValue(QStringLiteral("reader"), QStringLiteral("ACS ACR122U")));
        must(settings.setValue(QStringLiteral("language"), QStringLiteral("en")));
        must(settings.setValue(QStringLiteral("language"), QStringLiteral("auto")));
        QCOMPARE(must(settings.all()).size(), 2);
        must(settings.setValue(QStringLiteral("reader"), QStringLiteral("  ")));
        QCOMPARE(must(settings.value(QStringLiteral("reader"), QStringLiteral("none"))), QStringLiteral("none"));
        const QList<std::pair<QString, QString>> left{{QStringLiteral("language"), QStringLiteral("auto")}};
        QCOMPARE(must(settings.all()), left);
    }

    void unknownKeyHasNoValue() {
        TempStore office;
        const auto value = Settings(*office.store).value(QStringLiteral("prise.water"));
        QVERIFY(!value);
        QCOMPARE(value.error().code, ErrorCode::BadArgument);
        QVERIFY(!Settings::knownKeys().contains(QStringLiteral("prise.water")));
        QVERIFY(Settings::knownKeys().contains(QStringLiteral("price.water")));
    }
};

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
