// Money, quantity, price: exact to the last fen, never wrapping.
#include "models/common/amount.h"

#include <QtTest>
#include <limits>
#include <rapidcheck.h>

using namespace meterdesk;

namespace {

constexpr qint64 most = std::numeric_limits<qint64>::max();

rc::Gen<qint64> upTo(qint64 limit) {
    // Small numbers as often as large ones: both have their own mistakes.
    return rc::gen::oneOf(rc::gen::inRange<qint64>(0, 200), rc::gen::inRange<qint64>(0, limit));
}

QString fullWidth(const QString& text) {
    QString wide;
    for (const QChar c : text)
        wide += c == QLatin1Char('.') ? QChar(0xff0e) : QChar(c.unicode() - '0' + 0xff10);
    return wide;
}

template <class T>
ErrorCode codeOf(const Result<T>& result) {
    return result ? ErrorCode::PrinterFailed : result.error().code; // never an answer here
}

} // namespace

class TestAmount : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textOfAmounts() {
        QCOMPARE(toString(Money{5000}), QStringLiteral("50.00"));
        QCOMPARE(toString(Money{5}), QStringLiteral("0.05"));
        QCOMPARE(toString(Money{-50}), QStringLiteral("-0.50"));
        QCOMPARE(toString(Quantity{12345}), QStringLiteral("12.345"));
        QCOMPARE(toString(Price{4883}), QStringLiteral("0.4883"));
        QCOMPARE(toString(Credit::of(Money{100})), QStringLiteral("1.00"));
        QCOMPARE(toString(Credit::of(Quantity{100})), QStringLiteral("0.100"));
        QCOMPARE(toString(Money{most}), QStringLiteral("92233720368547758.07"));
        QCOMPARE(toString(Money{std::numeric_limits<qint64>::min()}), QStringLiteral("-92233720368547758.08"));
    }

    void parsingTakesWhatPeopleType_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<qint64>("fen");
        const auto add = [](const QString& typed, qint64 fen) { QTest::newRow(qPrintable(typed)) << typed << fen; };
        add(QStringLiteral("50"), 5000);
        add(QStringLiteral("50."), 5000);
        add(QStringLiteral("50.0"), 5000);
        add(QStringLiteral(" 50.00\t"), 5000);
        add(QStringLiteral(".5"), 50);
        add(QStringLiteral("0"), 0);
        add(QStringLiteral("007"), 700);
        add(QStringLiteral("５０．２５"), 5025);
        add(QStringLiteral("　５０。２５　"), 5025);
        add(QStringLiteral("92233720368547758.07"), most);
    }
    void parsingTakesWhatPeopleType() {
        QFETCH(QString, typed);
        QFETCH(qint64, fen);
        const Result<Money> money = parseMoney(typed);
        QVERIFY(money);
        QCOMPARE(money->fen, fen);
    }

    void parsingRefusesTheRest() {
        for (const char* text : {"", " ", ".", "-5", "+5", "5-", "5.001", "1,000", "1e3", "0x10", "5 0", "1.2.3", "NaN",
                                 "five", "5元", "½", "٥", "²"})
            QCOMPARE(codeOf(parseMoney(QString::fromUtf8(text))), ErrorCode::BadNumber);
        QCOMPARE(codeOf(parseQuantity(QStringLiteral("1.2345"))), ErrorCode::BadNumber);
        QCOMPARE(codeOf(parsePrice(QStringLiteral("1.23456"))), ErrorCode::BadNumber);
        QCOMPARE(codeOf(parseMoney(QStringLiteral("92233720368547758.08"))), ErrorCode::AmountTooLarge);
        QCOMPARE(codeOf(parseMoney(QStringLiteral("99999999999999999999999"))), ErrorCode::AmountTooLarge);
        QCOMPARE(codeOf(parseQuantity(QStringLiteral("9223372036854775.808"))), ErrorCode::AmountTooLarge);
        QCOMPARE(codeOf(parseMoney(QStringLiteral("99999999999999999999999x"))), ErrorCode::BadNumber);
    }

    void textAndParsingAgree() {
        QVERIFY(rc::check("money", [] {
            const Money money{*upTo(most)};
            RC_ASSERT(parseMoney(toString(money)) == money);
            RC_ASSERT(parseMoney(fullWidth(toString(money))) == money);
        }));
        QVERIFY(rc::check("quantity", [] {
            const Quantity quantity{*upTo(most)};
            RC_ASSERT(parseQuantity(toString(quantity)) == quantity);
        }));
        QVERIFY(rc::check("price", [] {
            const Price price{*upTo(most)};
            RC_ASSERT(parsePrice(toString(price)) == price);
        }));
    }

    void costIsRoundedHalfUpOnce() {
        QCOMPARE(cost(Quantity{1000}, Price{34500})->fen, 345);   // 1 m3 at 3.45
        QCOMPARE(cost(Quantity{1}, Price{34500})->fen, 0);        // 0.345 fen
        QCOMPARE(cost(Quantity{2}, Price{34500})->fen, 1);        // 0.69 fen
        QCOMPARE(cost(Quantity{10}, Price{5000})->fen, 1);        // exactly half a fen
        QCOMPARE(cost(Quantity{10}, Price{4999})->fen, 0);        // just below
        QCOMPARE(cost(Quantity{100500}, Price{4883})->fen, 4907); // 100.5 kWh at 0.4883: 49.07415
        QCOMPARE(cost(Quantity{0}, Price{34500})->fen, 0);
        QCOMPARE(codeOf(cost(Quantity{-1}, Price{1})), ErrorCode::BadNumber);
        QCOMPARE(codeOf(cost(Quantity{1}, Price{-1})), ErrorCode::BadNumber);
    }

    void overflowIsSaid() {
        QCOMPARE(cost(Quantity{most}, Price{100000})->fen, most); // the product is beyond 63 bits, the cost is not
        QCOMPARE(codeOf(cost(Quantity{most}, Price{100001})), ErrorCode::AmountTooLarge);
        QCOMPARE(codeOf(cost(Quantity{most}, Price{most})), ErrorCode::AmountTooLarge);
        QCOMPARE(codeOf(affordable(Money{most}, Price{1}, Quantity{1})), ErrorCode::AmountTooLarge);
        QCOMPARE(codeOf(sum(Money{most}, Money{1})), ErrorCode::AmountTooLarge);
        QCOMPARE(sum(Money{most - 1}, Money{1})->fen, most);
    }

    void costAgreesWithWideArithmetic() {
        QVERIFY(rc::check("cost", [] {
            const qint64 quantity = *upTo(most);
            const qint64 price = *upTo(1000000000);
            const __int128 exact = (static_cast<__int128>(quantity) * price + 50000) / 100000;
            const Result<Money> answer = cost(Quantity{quantity}, Price{price});
            if (exact > most)
                RC_ASSERT(codeOf(answer) == ErrorCode::AmountTooLarge);
            else
                RC_ASSERT(answer->fen == static_cast<qint64>(exact));
        }));
    }

    void costIsMonotone() {
        QVERIFY(rc::check("in the quantity and in the price", [] {
            const qint64 quantity = *upTo(1000000000000);
            const qint64 price = *upTo(1000000);
            const qint64 more = *upTo(100000);
            RC_ASSERT(*cost(Quantity{quantity}, Price{price}) <= *cost(Quantity{quantity + more}, Price{price}));
            RC_ASSERT(*cost(Quantity{quantity}, Price{price}) <= *cost(Quantity{quantity}, Price{price + more}));
        }));
    }

    void affordableIsTheLargest() {
        QCOMPARE(affordable(Money{5000}, Price{34500}, Quantity{1000})->milli, 14000); // 14 m3 cost 48.30
        QCOMPARE(affordable(Money{344}, Price{34500}, Quantity{1000})->milli, 0);
        QCOMPARE(affordable(Money{345}, Price{34500}, Quantity{1000})->milli, 1000);
        QCOMPARE(codeOf(affordable(Money{1}, Price{0}, Quantity{1})), ErrorCode::BadArgument);
        QCOMPARE(codeOf(affordable(Money{1}, Price{1}, Quantity{0})), ErrorCode::BadArgument);
        QCOMPARE(codeOf(affordable(Money{-1}, Price{1}, Quantity{1})), ErrorCode::BadNumber);
        QVERIFY(rc::check("of all multiples", [] {
            const Money money{*upTo(10000000000)};
            const Price price{1 + *upTo(1000000)};
            const Quantity step{1 + *upTo(100000)};
            const Quantity quantity = *affordable(money, price, step);
            RC_ASSERT(quantity.milli >= 0);
            RC_ASSERT(quantity.milli % step.milli == 0);
            RC_ASSERT(*cost(quantity, price) <= money);
            RC_ASSERT(*cost(quantity + step, price) > money);
        }));
    }

    void chineseCapitals_data() {
        QTest::addColumn<qint64>("fen");
        QTest::addColumn<QString>("capitals");
        const auto add = [](qint64 fen, const char* text) {
            QTest::newRow(qPrintable(QString::number(fen))) << fen << QString::fromUtf8(text);
        };
        add(0, "零元整");
        add(1, "壹分");
        add(50, "伍角");
        add(51, "伍角壹分");
        add(100, "壹元整");
        add(5000, "伍拾元整");
        add(5030, "伍拾元叁角");
        add(5003, "伍拾元零叁分");
        add(10000, "壹佰元整");
        add(10100, "壹佰零壹元整");
        add(11000, "壹佰壹拾元整");
        add(100100, "壹仟零壹元整");
        add(101000, "壹仟零壹拾元整");
        add(1000305, "壹万零叁元零伍分");
        add(10000000, "壹拾万元整");
        add(100000100, "壹佰万零壹元整");
        add(10000000000, "壹亿元整");
        add(10000000100, "壹亿零壹元整");
        add(10001000000, "壹亿零壹万元整");
        add(11000000000, "壹亿壹仟万元整");
        add(1000000000000, "壹佰亿元整");
        add(1000000000000000, "壹拾万亿元整");
        add(-5000, "负伍拾元整");
        // The examples of the payment-settlement rules, annex 1.
        add(140950, "壹仟肆佰零玖元伍角");
        add(600714, "陆仟零柒元壹角肆分");
        add(168032, "壹仟陆佰捌拾元叁角贰分");
        add(10700053, "壹拾万柒仟元伍角叁分");
        add(1640902, "壹万陆仟肆佰零玖元零贰分");
        add(32504, "叁佰贰拾伍元零肆分");
        add(most, "玖亿贰仟贰佰叁拾叁万柒仟贰佰零叁亿陆仟捌佰伍拾肆万柒仟柒佰伍拾捌元零柒分");
    }
    void chineseCapitals() {
        QFETCH(qint64, fen);
        QFETCH(QString, capitals);
        QCOMPARE(inChineseCapitals(Money{fen}), capitals);
    }

    void capitalsAreDistinctAndWellFormed() {
        QVERIFY(rc::check("no two amounts read the same", [] {
            const Money a{*upTo(100000000000)};
            const Money b{*upTo(100000000000)};
            RC_PRE(a != b);
            RC_ASSERT(inChineseCapitals(a) != inChineseCapitals(b));
            RC_ASSERT(!inChineseCapitals(a).contains(QStringLiteral("零零")));
        }));
    }
};

QTEST_GUILESS_MAIN(TestAmount)
#include "tst_amount.moc"
