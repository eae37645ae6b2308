// After a sale that broke, by commands alone: what is told of it, how it is settled, decided and given back, and what
// the books and a card disagree about.
#include "tests/support/support.h"
#include "tests/support/typed.h"

#include <QFile>
#include <QJsonArray>
#include <QTest>

using namespace meterdesk;
using namespace meterdesk::test;

class CliSettle : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsTheReasonOfAReversal();
    void tellsWhatWasNotApplied();
    void tellsTheChangeOfWhatWasNotApplied();
    void settlesWhatIsUnknown();
    void settlesBeforeItSells();
    void decidesWithTwoNames();
    void decidesOneAfterTheOther();
    void tellsThatATornRecordIsMended();
    void namesTheOpenOrderOfAnySlot();
    void showsCases();
};

namespace {

QJsonArray open(const Program& program) {
    return program.json(words("orders --open")).json()[QLatin1String("orders")].toArray();
}

/// Breaks the sale at one command after the other until an order is left in doubt; what the program said of it. Orders
/// that are proven not to be on the card are given back on the way.
Ran breakIntoDoubt(const Program& program) {
    for (int at = 1; at <= 60; ++at) {
        lay(program, QStringLiteral("mifare-1"));
        program.json(words("sim fault removed-halfway --bytes 7 --at") + QStringList{QString::number(at)});
        Ran ran = program.json(sale(water));
        if (ran.status == 4 || ran.status == 0)
            return ran;
        for (const QJsonValue order : open(program))
            program.json(words("order reverse") + QStringList{order[QLatin1String("order")].toString()});
    }
    return {};
}

} // namespace

void CliSettle::keepsTheReasonOfAReversal() {
    Program program;
    // A purse proves that the credit has been taken off it: a cashier gives it back, and says why.
    QCOMPARE(issue(program, QStringLiteral("cpu-1"), electricity).status, 0);
    const QString purse = text(program.json(sale(electricity)), "order");
    program.environment.insert(QStringLiteral("METERDESK_PASSWORD"), QStringLiteral("cashier"));
    const auto reverse = [&](const char* who, const QString& id, const char* reason) {
        QStringList line = words("order reverse") + QStringList{id};
        if (*reason != '\0')
            line << QStringLiteral("--reason") << QString::fromLatin1(reason);
        return program.json(words(who) + line);
    };
    QCOMPARE(text(reverse("--as cashier", purse, "wrong meter"), "state"), QStringLiteral("reversed"));
    // A receipt of money that was returned says so.
    const Ran receipt = program.plain(words("order print") + QStringList{purse});
    QVERIFY2(receipt.out.contains("GIVEN BACK") && !receipt.out.contains("Put the card"), receipt.out.constData());
    // A card that can be copied proves nothing: a manager, who has to say why.
    QCOMPARE(issue(program, QStringLiteral("sle-1"), gas).status, 0);
    const QString record = text(program.json(sale(gas)), "order");
    QCOMPARE(reverse("--as cashier", record, "wrong meter").error(), QStringLiteral("reverse-needs-proof"));
    QCOMPARE(reverse("", record, "").error(), QStringLiteral("reason-missing"));
    QCOMPARE(text(reverse("", record, "agreed"), "state"), QStringLiteral("reversed"));
    const std::pair<QString, const char*> kept[] = {{purse, "wrong meter"}, {record, "agreed"}};
    for (const auto& [id, reason] : kept) {
        QStringList reasons;
        const QStringList show = words("order show") + QStringList{id};
        for (const QJsonValue event : program.json(show).json()[QLatin1String("history")].toArray())
            reasons << event[QLatin1String("reason")].toString();
        QVERIFY2(reasons.contains(QLatin1String(reason)), reason);
        QVERIFY2(program.plain(show).out.contains(reason), reason);
    }
}

void CliSettle::tellsWhatWasNotApplied() {
    const Program program;
    QCOMPARE(issue(program, QStringLiteral("mifare-1"), water).status, 0);
    bool sawReading = false;
    // The fault walks through the sale's commands: while reading nothing is booked, at the first write an order is.
    for (int at = 1; at <= 60 && open(program).isEmpty(); ++at) {
        QCOMPARE(lay(program, QStringLiteral("mifare-1")).status, 0);
        QCOMPARE(program.json(words("sim fault removed-before --at") + QStringList{QString::number(at)}).status, 0);
        const Ran ran = program.json(sale(water));
        QVERIFY2(ran.status == 3, ran.out.constData());
        sawReading = sawReading || ran.error() == QLatin1String("card-removed");
        if (!open(program).isEmpty()) {
            QCOMPARE(ran.error(), QStringLiteral("not-applied"));
            QCOMPARE(text(ran, "order"), open(program)[0][QLatin1String("order")].toString());
        }
    }
    QVERIFY(sawReading);
    QCOMPARE(open(program).size(), 1);
    QCOMPARE(open(program)[0][QLatin1String("state")].toString(), QStringLiteral("not-delivered"));
    const QStringList id{open(program)[0][QLatin1String("order")].toString()};
    QCOMPARE(lay(program, QStringLiteral("mifare-1")).status, 0);
    QCOMPARE(text(program.json(words("card show")), "openOrder"), id.first());
    QCOMPARE(program.json(sale(water)).status, 1); // first that one
    const Ran sent = program.json(words("order resend") + id);
    QVERIFY2(sent.status == 0, sent.out.constData());
    QCOMPARE(text(sent, "state"), QStringLiteral("delivered"));
    QCOMPARE(sent.json()[QLatin1String("count")].toInt(), 1);
    QVERIFY(open(program).isEmpty());
}

void CliSettle::tellsTheChangeOfWhatWasNotApplied() {
    const Program program;
    QCOMPARE(issue(program, QStringLiteral("mifare-1"), water).status, 0);
    const QStringList torn = words("topup --pay 50.01 --meter") + QStringList{water}; // 12.5 m³ for 50.00 yuan
    Ran ran;
    for (int at = 1; at <= 60 && open(program).isEmpty(); ++at) {
        QVERIFY2(!ran.out.contains("Give back"), ran.out.constData()); // nothing was paid
        QCOMPARE(lay(program, QStringLiteral("mifare-1")).status, 0);
        QCOMPARE(program.json(words("sim fault removed-before --at") + QStringList{QString::number(at)}).status, 0);
        ran = program.plain(torn);
        QCOMPARE(ran.status, 3);
    }
    QCOMPARE(open(program).size(), 1);
    QVERIFY2(ran.out.contains("Give back 0.01 yuan."), ran.out.constData());
}

void CliSettle::settlesWhatIsUnknown() {
    const Program program;
    QCOMPARE(issue(program, QStringLiteral("mifare-1"), water).status, 0);
    const Ran ran = breakIntoDoubt(program);
    const QJsonArray orders = open(program);
    QCOMPARE(orders.size(), 1);
    QCOMPARE(ran.status, 4);
    QCOMPARE(ran.error(), QStringLiteral("outcome-unknown"));
    QCOMPARE(orders[0][QLatin1String("state")].toString(), QStringLiteral("in-doubt"));
    QCOMPARE(lay(program, QStringLiteral("mifare-1")).status, 0);
    // Laid on again, it is settled by reading: what was written counts, nothing is sold twice.
    const Ran shown = program.json(words("card show"));
    QCOMPARE(shown.json()[QLatin1String("settled")].toArray().size(), 1);
    const QString id = orders[0][QLatin1String("order")].toString();
    const QString state = text(program.json(words("order show") + QStringList{id}), "state");
    if (state == QLatin1String("not-delivered"))
        QCOMPARE(text(program.json(words("order resend") + QStringList{id}), "state"), QStringLiteral("delivered"));
    QCOMPARE(program.json(words("sim load")).json()[QLatin1String("loaded")].toBool(), true);
    QVERIFY(open(program).isEmpty());
}

void CliSettle::settlesBeforeItSells() {
    const Program program;
    QCOMPARE(issue(program, QStringLiteral("mifare-1"), water).status, 0);
    QCOMPARE(breakIntoDoubt(program).status, 4);
    const QString id = open(program)[0][QLatin1String("order")].toString();
    const auto orders = [&program] {
        return program.json(words("orders")).json()[QLatin1String("orders")].toArray().size();
    };
    const qsizetype before = orders();
    // The card isn't there: nothing is known, and nothing is sold.
    QCOMPARE(program.json(words("sim eject")).status, 0);
    const Ran gone = program.json(sale(water));
    QCOMPARE(gone.status, 3);
    QCOMPARE(gone.error(), QStringLiteral("no-card"));
    QCOMPARE(text(program.json(words("order show") + QStringList{id}), "state"), QStringLiteral("in-doubt"));
    QCOMPARE(lay(program, QStringLiteral("mifare-1")).status, 0);
    const Ran told = program.plain(sale(water));
    QCOMPARE(told.status, 1);
    QVERIFY2(told.out.contains("An open order was settled: "), told.out.constData());
    QVERIFY2((told.out + told.err).contains(id.toUtf8()), told.err.constData());
    const QString state = text(program.json(words("order show") + QStringList{id}), "state");
    QVERIFY2(state == QLatin1String("delivered") || state == QLatin1String("not-delivered"), qPrintable(state));
    QCOMPARE(orders(), before);
}

void CliSettle::decidesWithTwoNames() {
    Program program;
    QCOMPARE(issue(program, QStringLiteral("mifare-1"), water).status, 0);
    QCOMPARE(breakIntoDoubt(program).status, 4);
    const QString id = open(program).first()[QLatin1String("order")].toString();
    const QStringList decide = words("order decide --not-delivered --reason lost") + QStringList{id};
    program.environment.insert(QStringLiteral("METERDESK_SECOND_PASSWORD"), QStringLiteral("manager"));
    const QStringList signedBy{QStringLiteral("--by"), QStringLiteral("manager")};
    program.environment.insert(QStringLiteral("METERDESK_PASSWORD"), QStringLiteral("demodemo"));
    const Ran decided = program.json(words("--as demo") + decide + signedBy);
    QVERIFY2(decided.status == 0, decided.out.constData());
    QCOMPARE(text(decided, "state"), QStringLiteral("not-delivered"));
    const Ran reversed = program.json(words("--as demo order reverse --reason lost") + QStringList{id});
    QVERIFY2(reversed.status == 0, reversed.out.constData());
    QCOMPARE(text(reversed, "state"), QStringLiteral("reversed"));
}

void CliSettle::decidesOneAfterTheOther() {
    Program program;
    QCOMPARE(issue(program, QStringLiteral("mifare-1"), water).status, 0);
    QCOMPARE(breakIntoDoubt(program).status, 4);
    const QString id = open(program).first()[QLatin1String("order")].toString();
    const auto says = [&](const char* who, const char* what) {
        program.environment.insert(QStringLiteral("METERDESK_PASSWORD"),
                                   QString::fromLatin1(who == QByteArray("demo") ? "demodemo" : who));
        return program.json(QStringList{QStringLiteral("--as"), QString::fromLatin1(who)} +
                            words("order decide --reason lost") + QStringList{QString::fromLatin1(what), id});
    };
    QCOMPARE(says("cashier", "--not-delivered").error(), QStringLiteral("not-allowed"));
    for (int twice = 0; twice < 2; ++twice) {
        const Ran first = says("manager", "--not-delivered");
        QCOMPARE(first.status, 1);
        QCOMPARE(first.error(), QStringLiteral("second-person-missing"));
    }
    QCOMPARE(says("demo", "--delivered").error(), QStringLiteral("second-person-missing"));
    const Ran shown = program.json(words("order show") + QStringList{id});
    QCOMPARE(text(shown, "state"), QStringLiteral("in-doubt"));
    QCOMPARE(shown.json()[QLatin1String("votes")].toArray().size(), 2);
    const Ran decided = says("cashier", "--not-delivered");
    QVERIFY2(decided.status == 0, decided.out.constData());
    QCOMPARE(text(decided, "state"), QStringLiteral("not-delivered"));
    const QJsonObject event = program.json(words("order show") + QStringList{id})
                                  .json()[QLatin1String("history")]
                                  .toArray()
                                  .last()
                                  .toObject();
    QCOMPARE(event[QLatin1String("by")].toString(), QStringLiteral("manager"));
    QCOMPARE(event[QLatin1String("second")].toString(), QStringLiteral("cashier"));
    QCOMPARE(event[QLatin1String("reason")].toString(), QStringLiteral("lost"));
}

void CliSettle::tellsThatATornRecordIsMended() {
    for (const bool json : {true, false}) {
        const Program program;
        QCOMPARE(issue(program, QStringLiteral("mifare-1"), water).status, 0);
        QCOMPARE(program.json(sale(water)).status, 0);
        QVERIFY(tearRecord(program.path(QStringLiteral("simulator/cards/mifare-1.json"))));
        QCOMPARE(text(program.json(words("card show")), "finding"), QStringLiteral("torn"));
        const QStringList settle = words("card settle");
        if (json) {
            const QJsonObject mended = ok(program, settle);
            QVERIFY(mended[QLatin1String("mended")].toBool());
            QVERIFY(mended[QLatin1String("settled")].toArray().isEmpty());
        } else {
            const Ran mended = program.plain(settle);
            QCOMPARE(mended.out.trimmed(),
                     QByteArray("The card's record was torn: it is written again from the books."));
        }
        QVERIFY(ok(program, words("sim load"))[QLatin1String("loaded")].toBool());
    }
}

void CliSettle::namesTheOpenOrderOfAnySlot() {
    const Program program;
    const QString meters[] = {QStringLiteral("300100000001"), QStringLiteral("300100000002")};
    QByteArray home = "compound,apartment,owner,meter,kind,layout\n";
    for (const QString& meter : meters)
        home += "Pair,9-1-901,Zhao," + meter.toLatin1() + ",water,mifare-alternating\n";
    ok(program, words("import") + QStringList{write(program, "home.csv", home)});
    QCOMPARE(issue(program, QStringLiteral("mifare-1"), meters[0]).status, 0);
    ok(program, words("card issue --meter") + QStringList{meters[1]});
    QVERIFY(ok(program, words("card show"))[QLatin1String("openOrder")].isNull());
    for (int at = 1; at <= 60 && open(program).isEmpty(); ++at) {
        program.json(words("sim fault removed-before --at") + QStringList{QString::number(at)});
        program.json(sale(meters[1]));
        QCOMPARE(lay(program, QStringLiteral("mifare-1")).status, 0);
    }
    QCOMPARE(open(program).size(), 1);
    const QJsonObject shown = ok(program, words("card show"));
    const QJsonArray all = shown[QLatin1String("slots")].toArray();
    QCOMPARE(shown[QLatin1String("meter")].toString(), meters[0]);
    QVERIFY(all[0][QLatin1String("openOrder")].isNull());
    QCOMPARE(all[1][QLatin1String("openOrder")], open(program)[0][QLatin1String("order")]);
    QCOMPARE(shown[QLatin1String("openOrder")], all[1][QLatin1String("openOrder")]);
}

void CliSettle::showsCases() {
    const Program program;
    QCOMPARE(issue(program, QStringLiteral("mifare-1"), water).status, 0);
    const QString file = program.path(QStringLiteral("simulator/cards/mifare-1.json"));
    const QString kept = program.path(QStringLiteral("kept.json"));
    QCOMPARE(program.json(sale(water)).status, 0);
    QVERIFY(QFile::copy(file, kept));
    QCOMPARE(program.json(words("sim load")).status, 0);
    QCOMPARE(program.json(words("card show")).json()[QLatin1String("cases")].toArray().size(), 0);
    QCOMPARE(program.json(sale(water)).status, 0);
    QVERIFY(QFile::remove(file) && QFile::copy(kept, file)); // an old copy is restored
    const Ran shown = program.json(words("card show"));
    QCOMPARE(text(shown, "finding"), QStringLiteral("behind"));
    const QStringList show = words("meter show") + QStringList{water};
    for (const Ran& ran : {shown, program.json(show)}) {
        const QJsonArray cases = ran.json()[QLatin1String("cases")].toArray();
        QCOMPARE(cases.size(), 1);
        QCOMPARE(cases[0][QLatin1String("kind")].toString(), QStringLiteral("behind"));
        for (const char* field : {"meter", "at", "note"})
            QVERIFY2(!cases[0][QLatin1String(field)].toString().isEmpty(), field);
    }
    QVERIFY(program.plain(show).out.contains("an old copy, perhaps"));
}

QTEST_GUILESS_MAIN(CliSettle)
#include "tst_clisettle.moc"
