// A card's life and an order's, by commands alone: what they answer, and with which exit status.
#include "tests/support/typed.h"

#include <QFile>
#include <QJsonArray>
#include <QTest>
#include <algorithm>

using namespace meterdesk;
using namespace meterdesk::test;

class CliSale : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listsMeters();
    void sellsLoadsAndShows_data();
    void sellsLoadsAndShows();
    void countsTheReceiptsThatItGivesOut();
    void tellsWhatTheMeterHasTaken();
    void tellsWhatIsUnfinished();
    void tellsWhatIsUnfinishedWhenSentAgain();
    void givesChange();
    void keepsASaleWhoseReceiptCannotBeWritten();
    void refusesByRules();
    void findsNoCardAndNoReader();
    void namesTheKindOfCardThatAMeterTakes_data();
    void namesTheKindOfCardThatAMeterTakes();
    void saysWhatIsWrongWithAnAmount_data();
    void saysWhatIsWrongWithAnAmount();
    void replacesReturnsAndAdopts();
    void sellsByQuantity();
    void takesTheCardAway();
    void exchangesAMeter();
    void givesFreeCreditAndToolCards();
    void sellsAtTwoDesksAtOnce();
};

void CliSale::listsMeters() {
    const Ran ran = Program().json(words("meter list"));
    QCOMPARE(ran.status, 0);
    QCOMPARE(ran.json().keys(), (QStringList{QStringLiteral("meters"), QStringLiteral("more")}));
    QVERIFY(!ran.json()[QLatin1String("more")].toBool(true));
    const QJsonArray meters = ran.json()[QLatin1String("meters")].toArray();
    QCOMPARE(meters.size(), 36);
    for (const QJsonValue meter : meters)
        for (const char* field : {"number", "kind", "apartment", "layout", "state"})
            QVERIFY2(!meter[QLatin1String(field)].toString().isEmpty(), field);
    QCOMPARE(meters.first()[QLatin1String("apartment")].toString(), QStringLiteral("1-1-101"));
    // In pages it is the same, and each page says whether it is the last.
    const Program program;
    QJsonArray paged;
    for (bool more = true; more;) {
        QStringList line = words("meter list --limit 7");
        if (!paged.isEmpty())
            line << QStringLiteral("--after") << paged.last()[QLatin1String("number")].toString();
        const Ran page = program.json(line);
        for (const QJsonValue meter : page.json()[QLatin1String("meters")].toArray())
            paged.append(meter);
        more = page.json()[QLatin1String("more")].toBool();
        QCOMPARE(more, paged.size() < 36);
        QCOMPARE(program.plain(line).out.contains("--after"), more);
    }
    QCOMPARE(paged, meters);
}

void CliSale::sellsLoadsAndShows_data() {
    QTest::addColumn<QString>("card");
    QTest::addColumn<QString>("meter");
    QTest::addColumn<QString>("paid");
    QTest::addColumn<QString>("quantity");
    QTest::addColumn<QString>("unit");
    QTest::newRow("mifare") << QStringLiteral("mifare-1") << water << QStringLiteral("20.00") << QStringLiteral("5.000")
                            << QStringLiteral("m3");
    QTest::newRow("cpu money") << QStringLiteral("cpu-1") << electricity << QStringLiteral("20.00")
                               << QStringLiteral("20.00") << QStringLiteral("yuan");
    QTest::newRow("sle") << QStringLiteral("sle-1") << gas << QStringLiteral("20.00") << QStringLiteral("8.000")
                         << QStringLiteral("m3");
}

void CliSale::sellsLoadsAndShows() {
    QFETCH(QString, card);
    QFETCH(QString, meter);
    QFETCH(QString, paid);
    QFETCH(QString, quantity);
    QFETCH(QString, unit);
    const Program program;
    QCOMPARE(lay(program, card).status, 0);
    const Ran blank = program.json(words("card show"));
    QCOMPARE(blank.status, 0);
    QCOMPARE(text(blank, "status"), QStringLiteral("blank"));
    QVERIFY(blank.json()[QLatin1String("meter")].isNull());
    QCOMPARE(issue(program, card, meter).status, 0);

    const Ran sold = program.json(sale(meter));
    QVERIFY2(sold.status == 0, sold.out.constData());
    QCOMPARE(text(sold, "state"), QStringLiteral("delivered"));
    QCOMPARE(text(sold, "meter"), meter);
    QCOMPARE(text(sold, "paid"), paid);
    QCOMPARE(text(sold, "quantity"), quantity);
    QCOMPARE(text(sold, "unit"), unit);
    QCOMPARE(sold.json()[QLatin1String("count")].toInt(), 1);
    QCOMPARE(text(sold, "receipt"), QStringLiteral("00000001"));
    QVERIFY(text(sold, "order").toLongLong() > 0);

    const Ran loaded = program.json(words("sim load"));
    QCOMPARE(loaded.json()[QLatin1String("loaded")].toBool(), true);
    QCOMPARE(program.json(words("sim use") + QStringList{meter, QStringLiteral("1")}).status, 0);
    QCOMPARE(program.json(words("sim load")).status, 0);
    const Ran shown = program.json(words("card show"));
    QCOMPARE(shown.status, 0);
    for (const char* field : {"family", "id", "layout", "status", "apartment", "resident", "meter", "credit"})
        QVERIFY2(!text(shown, field).isEmpty(), field);
    QCOMPARE(text(shown, "status"), QStringLiteral("active"));
    QCOMPARE(text(shown, "apartment"), QStringLiteral("1-1-101"));
    QCOMPARE(shown.json()[QLatin1String("count")].toInt(), 1);
    QVERIFY(shown.json()[QLatin1String("openOrder")].isNull());
    const QJsonObject report = shown.json()[QLatin1String("meterReport")].toObject();
    QCOMPARE(report[QLatin1String("lastCount")].toInt(), 1);
    const Ran order = program.json(words("order show") + QStringList{text(sold, "order")});
    QCOMPARE(text(order, "state"), QStringLiteral("loaded"));
    QStringList states;
    for (const QJsonValue event : order.json()[QLatin1String("history")].toArray())
        states.append(event[QLatin1String("to")].toString());
    QCOMPARE(states, (QStringList{QStringLiteral("sending"), QStringLiteral("delivered"), QStringLiteral("loaded")}));
}

void CliSale::countsTheReceiptsThatItGivesOut() {
    const Program program;
    QCOMPARE(issue(program, QStringLiteral("mifare-1"), water).status, 0);
    const QString id = text(program.json(sale(water)), "order");
    // Its JSON held no receipt: the first one is no copy, and is in what is answered.
    const QStringList print = words("order print") + QStringList{id};
    const Ran first = program.json(print);
    QCOMPARE(first.json()[QLatin1String("print")].toInt(), 1);
    QVERIFY2(text(first, "text").contains(QStringLiteral("00000001")), first.out.constData());
    QVERIFY(!text(first, "text").contains(QStringLiteral("COPY")));
    const Ran second = program.plain(print);
    QVERIFY2(second.out.contains("COPY, print no. 2"), second.out.constData());
    // What the sale itself has shown, or written as PDF, is the first.
    QCOMPARE(program.json(words("sim load")).status, 0);
    QVERIFY(!program.plain(sale(water)).out.contains("COPY"));
    QCOMPARE(program.json(words("sim load")).status, 0);
    const QStringList pdf{QStringLiteral("--receipt"), program.path(QStringLiteral("r.pdf"))};
    QCOMPARE(program.json(sale(water) + pdf).status, 0);
    const QJsonArray orders = program.json(words("orders")).json()[QLatin1String("orders")].toArray();
    for (int newest : {0, 1}) {
        const QString order = orders[newest][QLatin1String("order")].toString();
        QCOMPARE(program.json(words("order print") + QStringList{order}).json()[QLatin1String("print")].toInt(), 2);
    }
}

void CliSale::tellsWhatTheMeterHasTaken() {
    const Program program;
    QCOMPARE(issue(program, QStringLiteral("mifare-1"), water).status, 0);
    QCOMPARE(program.json(sale(water)).status, 0);
    const QStringList show = words("card show");
    QCOMPARE(text(program.json(show), "credit"), QStringLiteral("5.000"));
    QVERIFY(program.plain(show).out.contains("credit on the card 5.000 m³"));
    QCOMPARE(program.json(words("sim load")).status, 0);
    const Ran taken = program.json(show);
    QCOMPARE(text(taken, "credit"), QStringLiteral("0.000"));
    QCOMPARE(text(taken, "taken"), QStringLiteral("5.000"));
    const Ran said = program.plain(show);
    QVERIFY2(said.out.contains("its credit of 5.000 m³ is in the meter"), said.out.constData());
    QVERIFY(!said.out.contains("on the card"));
}

void CliSale::tellsWhatIsUnfinished() {
    // The card goes right after its purse was loaded: at the eighth command.
    const QStringList pulled = words("sim fault removed-after --at 8");
    const char* sentence = "The credit is on the card, but its data file isn't finished: lay the card on the reader "
                           "again before it goes to the meter.";
    for (const bool json : {true, false}) {
        const Program program;
        QCOMPARE(issue(program, QStringLiteral("cpu-1"), electricity).status, 0);
        QCOMPARE(program.json(pulled).status, 0);
        const Ran sold = json ? program.json(sale(electricity)) : program.plain(sale(electricity));
        QCOMPARE(sold.status, 0);
        if (json) {
            QCOMPARE(text(sold, "state"), QStringLiteral("delivered"));
            QCOMPARE(sold.json()[QLatin1String("unfinished")].toBool(), true);
        } else {
            QVERIFY2(sold.out.contains(sentence), sold.out.constData());
        }
        QCOMPARE(lay(program, QStringLiteral("cpu-1")).status, 0);
        if (json) {
            const QJsonObject settled = ok(program, words("card settle"));
            QCOMPARE(settled[QLatin1String("mended")].toBool(), true);
            QVERIFY(settled[QLatin1String("settled")].toArray().isEmpty());
            QVERIFY(!ok(program, words("card settle"))[QLatin1String("mended")].toBool(true));
        } else {
            const Ran shown = program.plain(words("card show"));
            QVERIFY2(shown.out.contains("The card's data file is finished."), shown.out.constData());
            QVERIFY(program.plain(words("card settle")).out.contains("Nothing to settle."));
        }
        QVERIFY(ok(program, words("sim load"))[QLatin1String("loaded")].toBool());
        const Ran next = program.json(sale(electricity));
        QVERIFY2(next.status == 0 && !next.json()[QLatin1String("unfinished")].toBool(true), next.out.constData());
    }
}

void CliSale::tellsWhatIsUnfinishedWhenSentAgain() {
    const Program program;
    QCOMPARE(issue(program, QStringLiteral("cpu-1"), electricity).status, 0);
    // Away before the purse is loaded, then right after it.
    QCOMPARE(program.json(words("sim fault removed-before --at 6")).status, 0);
    const Ran lost = program.json(sale(electricity));
    QCOMPARE(lost.status, 4);
    const QString id = text(lost, "order");
    QCOMPARE(lay(program, QStringLiteral("cpu-1")).status, 0);
    QCOMPARE(program.json(words("card settle")).status, 0);
    bool unfinished = false;
    for (int at = 5; at < 20 && !unfinished; ++at) {
        QCOMPARE(program.json(words("sim fault removed-after --at") + QStringList{QString::number(at)}).status, 0);
        const Ran sent = program.json(words("order resend") + QStringList{id});
        unfinished = sent.json()[QLatin1String("unfinished")].toBool();
        QVERIFY2(sent.status != 0 || unfinished, sent.out.constData());
        QCOMPARE(lay(program, QStringLiteral("cpu-1")).status, 0);
        QCOMPARE(program.json(words("card settle")).status, 0);
    }
    QVERIFY(unfinished);
    QCOMPARE(text(program.json(words("order show") + QStringList{id}), "state"), QStringLiteral("delivered"));
}

void CliSale::givesChange() {
    const Program program;
    QCOMPARE(issue(program, QStringLiteral("sle-1"), gas).status, 0);
    const Ran sold = program.json(sale(gas, "21"));
    QVERIFY2(sold.status == 0, sold.out.constData());
    QCOMPARE(text(sold, "paid"), QStringLiteral("20.00"));
    QCOMPARE(text(sold, "change"), QStringLiteral("1.00"));
}

void CliSale::keepsASaleWhoseReceiptCannotBeWritten() {
    const Program program;
    QCOMPARE(issue(program, QStringLiteral("mifare-1"), water).status, 0);
    const QStringList nowhere{QStringLiteral("--receipt"), QStringLiteral("/nonexistent/r.pdf")};
    const Ran refused = program.json(sale(water) + nowhere);
    QCOMPARE(refused.error(), QStringLiteral("file-unreadable"));
    QVERIFY2(refused.out.contains("/nonexistent/r.pdf") && !refused.out.contains("can't be read"),
             refused.out.constData());
    QVERIFY(program.json(words("orders")).json()[QLatin1String("orders")].toArray().isEmpty());
    const QString pdf = program.path(QStringLiteral("r.pdf"));
    QCOMPARE(program.json(sale(water) + QStringList{QStringLiteral("--receipt"), pdf}).status, 0);
    QFile file(pdf);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.read(4) == "%PDF");
}

void CliSale::refusesByRules() {
    const Program program;
    QCOMPARE(issue(program, QStringLiteral("mifare-1"), water).status, 0);
    const auto refusal = [&](const QStringList& line) {
        const Ran ran = program.json(line);
        return ran.status == 1 ? ran.error() : QString::number(ran.status);
    };
    QCOMPARE(refusal(sale(QStringLiteral("999"))), QStringLiteral("not-found"));
    QCOMPARE(refusal(sale(water, "0")), QStringLiteral("amount-zero"));
    QCOMPARE(refusal(sale(QStringLiteral("200100000002"))), QStringLiteral("card-other-meter"));
    QCOMPARE(program.json(sale(water)).status, 0);
    QCOMPARE(refusal(sale(water)), QStringLiteral("card-not-loaded"));
    QCOMPARE(refusal(words("card issue --meter") + QStringList{water}), QStringLiteral("already-exists"));
    QCOMPARE(program.json(words("meter state --reason leaks") + QStringList{water, QStringLiteral("faulty")}).status,
             0);
    QCOMPARE(refusal(sale(water)), QStringLiteral("meter-not-in-use"));
}

void CliSale::findsNoCardAndNoReader() {
    const Program program;
    const Ran noCard = program.json(words("card show"));
    QCOMPARE(noCard.status, 3);
    QCOMPARE(noCard.error(), QStringLiteral("no-card"));
    const Ran noService = program.json(words("--reader ACR122U card show"));
    QCOMPARE(noService.status, 3);
    QCOMPARE(noService.error(), QStringLiteral("no-service"));
    QCOMPARE(program.json(words("readers")).status, 0);
    const Ran real = program.json(words("readers --reader ACR122U"));
    QCOMPARE(real.status, 3);
    QCOMPARE(real.error(), QStringLiteral("no-service"));
    QCOMPARE(real.json()[QLatin1String("readers")].toArray().last().toString(), QStringLiteral("simulator"));
}

void CliSale::namesTheKindOfCardThatAMeterTakes_data() {
    QTest::addColumn<QString>("card");
    QTest::addColumn<QString>("meter");
    QTest::addColumn<QString>("says"); // empty: the card fits
    const char* kinds[] = {"MIFARE Classic card", "CPU card", "SLE4442 card", "CPU card"};
    const QString meters[] = {water, electricity, gas, QStringLiteral("200400000007")};
    const std::pair<const char*, int> cards[] = {{"mifare-1", 0}, {"cpu-1", 1}, {"sle-1", 2}};
    for (const auto& [card, is] : cards)
        for (int takes = 0; takes < 4; ++takes) {
            const bool fits = QLatin1String(kinds[is]) == QLatin1String(kinds[takes]);
            QTest::addRow("%s %s", card, qPrintable(meters[takes]))
                << QString::fromLatin1(card) << meters[takes]
                << (fits ? QString()
                         : QStringLiteral("The meter takes another kind of card (%1) than the one on the reader (%2). "
                                          "Take this card away and lay one of the right kind on the reader (%1).")
                               .arg(QLatin1String(kinds[takes]), QLatin1String(kinds[is])));
        }
}

void CliSale::namesTheKindOfCardThatAMeterTakes() {
    QFETCH(QString, card);
    QFETCH(QString, meter);
    QFETCH(QString, says);
    const Program program;
    QCOMPARE(lay(program, card).status, 0);
    const auto said = [&](const QStringList& line) {
        const QJsonObject error = program.json(line).json()[QLatin1String("error")].toObject();
        return error[QLatin1String("code")].toString() == QLatin1String("card-wrong-family")
                   ? error[QLatin1String("message")].toString() + u' ' + error[QLatin1String("next")].toString()
                   : QString();
    };
    QCOMPARE(program.json(words("card show")).status, 0); // any card is read
    QCOMPARE(said(sale(meter)), says);
    QCOMPARE(said(words("card adopt --meter") + QStringList{meter}), says);
    QCOMPARE(said(words("card issue --meter") + QStringList{meter}), says);
    // A lost card's successor is of the same kind.
    const QString own = meter == gas     ? QStringLiteral("sle-2")
                        : meter == water ? QStringLiteral("mifare-2")
                                         : QStringLiteral("cpu-2");
    if (!says.isEmpty())
        QCOMPARE(issue(program, own, meter).status, 0);
    QCOMPARE(lay(program, says.isEmpty() ? own : card).status, 0);
    QCOMPARE(said(words("card replace --reason lost --meter") + QStringList{meter}), says);
}

void CliSale::saysWhatIsWrongWithAnAmount_data() {
    QTest::addColumn<QString>("amount");
    QTest::addColumn<QString>("status");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* amount, const char* status, const char* says) {
        QTest::newRow(amount) << QString::fromUtf8(amount) << QString::fromUtf8(status) << QString::fromUtf8(says);
    };
    row("--pay 1.234", "2 bad-number", "“1.234” can't be used: at most 2 digits stand behind the point.");
    row("--pay abc", "2 bad-number", "“abc” can't be used: only digits and one point are allowed, not “a”.");
    row("--pay 1e3", "2 bad-number", "“1e3” can't be used: only digits and one point are allowed, not “e”.");
    row("--pay -5", "2 bad-number", "“-5” can't be used: an amount is never negative.");
    row("--pay 1,000", "2 bad-number",
        "“1,000” can't be used: decimals stand behind a point, and no comma divides the thousands.");
    row("--pay 1.2.3", "2 bad-number", "“1.2.3” can't be used: it has two points.");
    row("--pay .", "2 bad-number", "“.” can't be used: no digit is typed.");
    row("--pay 0", "1 amount-zero", "The amount is nothing.");
    row("--pay 2.49", "1 amount-below-least", "The least that can be sold at once is 1.000 m³ (2.50 yuan).");
    row("--pay 10002.5", "1 amount-above-most", "The most that can be sold at once is 10000.00 yuan.");
    row("--pay 99999999999999999999", "1 amount-above-most", "The most that can be sold at once is 10000.00 yuan.");
    row("--quantity 1.5", "1 amount-not-whole", "This meter takes only multiples of 1.000 m³.");
    row("--quantity 1.2345", "2 bad-number", "“1.2345” can't be used: at most 3 digits stand behind the point.");
    row("--quantity 99999999999999999999", "1 amount-above-most",
        "The most that can be sold at once is 10000.00 yuan.");
}

void CliSale::saysWhatIsWrongWithAnAmount() {
    QFETCH(QString, amount);
    QFETCH(QString, status);
    QFETCH(QString, says);
    const Program program;
    QCOMPARE(issue(program, QStringLiteral("sle-1"), gas).status, 0);
    const Ran ran = program.json(words("topup --meter") + QStringList{gas} + amount.split(u' '));
    QCOMPARE(QStringLiteral("%1 %2").arg(QString::number(ran.status), ran.error()), status);
    QCOMPARE(ran.json()[QLatin1String("error")][QLatin1String("message")].toString(), says);
    QVERIFY(program.json(words("orders")).json()[QLatin1String("orders")].toArray().isEmpty());
}

void CliSale::sellsByQuantity() {
    const Program program;
    QCOMPARE(issue(program, QStringLiteral("mifare-1"), water).status, 0);
    const Ran sold = program.json(words("topup --quantity 7 --meter") + QStringList{water});
    QVERIFY2(sold.status == 0, sold.out.constData());
    QCOMPARE(text(sold, "quantity"), QStringLiteral("7.000"));
    QCOMPARE(text(sold, "paid"), QStringLiteral("28.00"));
    QCOMPARE(text(sold, "change"), QStringLiteral("0.00"));
    QCOMPARE(text(program.json(words("card show")), "credit"), QStringLiteral("7.000"));
}

void CliSale::takesTheCardAway() {
    const Program program;
    QCOMPARE(lay(program, QStringLiteral("cpu-1")).status, 0);
    QCOMPARE(program.json(words("card show")).status, 0);
    const Ran gone = program.json(words("sim eject"));
    QCOMPARE(gone.status, 0);
    QVERIFY(gone.json().contains(QLatin1String("inserted")) && gone.json()[QLatin1String("inserted")].isNull());
    QVERIFY(program.json(words("sim cards")).json()[QLatin1String("inserted")].isNull());
    QCOMPARE(program.json(words("card show")).error(), QStringLiteral("no-card"));
}

void CliSale::replacesReturnsAndAdopts() {
    const Program program;
    QCOMPARE(issue(program, QStringLiteral("mifare-1"), water).status, 0);
    QCOMPARE(program.json(sale(water)).status, 0);
    QCOMPARE(lay(program, QStringLiteral("mifare-2")).status, 0);
    const Ran replaced = program.json(words("card replace --reason lost --meter") + QStringList{water});
    QVERIFY2(replaced.status == 0, replaced.out.constData());
    QCOMPARE(replaced.json()[QLatin1String("replaced")].toInt(), 1);
    QCOMPARE(lay(program, QStringLiteral("mifare-1")).status, 0);
    QCOMPARE(text(program.json(words("card show")), "finding"), QStringLiteral("barred"));
    QCOMPARE(program.json(sale(water)).error(), QStringLiteral("card-barred"));
    QCOMPARE(lay(program, QStringLiteral("mifare-2")).status, 0);
    QCOMPARE(program.json(words("sim load")).json()[QLatin1String("loaded")].toBool(), true);
    QCOMPARE(program.json(words("card show")).status, 0);
    const Ran returned = program.json(words("card return --reason moved"));
    QVERIFY2(returned.status == 0, returned.out.constData());
    QCOMPARE(text(returned, "status"), QStringLiteral("returned"));
    QCOMPARE(program.json(words("card adopt --meter") + QStringList{water}).status, 1);
}

void CliSale::exchangesAMeter() {
    const Program program;
    QCOMPARE(issue(program, QStringLiteral("mifare-1"), water).status, 0);
    QCOMPARE(program.json(sale(water)).status, 0);
    QCOMPARE(program.json(words("sim load")).status, 0);
    const Ran exchanged =
        program.json(words("meter exchange --reason broken") + QStringList{water, QStringLiteral("200100009999")});
    QVERIFY2(exchanged.status == 0, exchanged.out.constData());
    QCOMPARE(text(exchanged, "number"), QStringLiteral("200100009999"));
    QCOMPARE(text(program.json(words("meter show") + QStringList{water}), "state"), QStringLiteral("removed"));
}

void CliSale::givesFreeCreditAndToolCards() {
    const Program program;
    QCOMPARE(issue(program, QStringLiteral("mifare-1"), water).status, 0);
    QCOMPARE(program.json(sale(water) + words("--free")).error(), QStringLiteral("reason-missing"));
    const Ran given = program.json(sale(water) + words("--free --reason hardship"));
    QVERIFY2(given.status == 0, given.out.constData());
    QCOMPARE(text(given, "paid"), QStringLiteral("0.00"));
    QCOMPARE(text(given, "quantity"), QStringLiteral("5.000"));
    QCOMPARE(lay(program, QStringLiteral("mifare-2")).status, 0);
    const Ran tool = program.json(words("card issue --tool check --holder Wang"));
    QVERIFY2(tool.status == 0, tool.out.constData());
    QCOMPARE(text(program.json(words("card show")), "finding"), QStringLiteral("tool"));
    QCOMPARE(program.json(sale(water)).error(), QStringLiteral("card-tool"));
    // It is for any meter: which one, has to be said.
    const qsizetype meters = program.json(words("sim load")).json()[QLatin1String("meters")].toArray().size();
    const Ran nowhere = program.plain(words("sim load"));
    QVERIFY2(nowhere.out.contains("The meter took nothing (the card is for any meter, and none was named: sim load "
                                  "METER)."),
             nowhere.out.constData());
    QCOMPARE(program.json(words("sim load 999999999999")).error(), QStringLiteral("not-found"));
    const Ran shown = program.json(words("sim load") + QStringList{water});
    QCOMPARE(text(shown, "reason"), QStringLiteral("check"));
    QCOMPARE(shown.json()[QLatin1String("meters")].toArray().size(), meters + 1); // which no card had been to
    const Ran spoken = program.plain(words("sim load") + QStringList{water});
    QVERIFY2(spoken.out.contains("The tool card has made the meter show its state."), spoken.out.constData());
}

void CliSale::sellsAtTwoDesksAtOnce() {
    // Two readers on one store: each desk has its own shelf of cards, the books are the first's.
    const Program one;
    QCOMPARE(issue(one, QStringLiteral("mifare-1"), water).status, 0);
    QCOMPARE(issue(one, QStringLiteral("mifare-2"), QStringLiteral("200100000002")).status, 0);
    const Program two = Program::copyOf(one);
    QCOMPARE(lay(one, QStringLiteral("mifare-1")).status, 0);
    const QStringList books{QStringLiteral("--database"), one.path(QStringLiteral("office.db"))};
    const auto both = [&](const QString& first, const QString& second) {
        const auto here = one.start(words("--json --data") + QStringList{one.folder()} + sale(first));
        const auto there = two.start(words("--json --data") + QStringList{two.folder()} + books + sale(second));
        return QList<Ran>{Program::wait(*here), Program::wait(*there)};
    };
    QCOMPARE(lay(two, QStringLiteral("mifare-2")).status, 0);
    for (const Ran& ran : both(water, QStringLiteral("200100000002")))
        QVERIFY2(ran.status == 0, ran.out.constData());

    const QString third = QStringLiteral("200100000003");
    QCOMPARE(issue(one, QStringLiteral("mifare-3"), third).status, 0);
    // The same card lies on both readers: one of them is a copy.
    const QString file = QStringLiteral("simulator/cards/mifare-3.json");
    QVERIFY(QFile::remove(two.path(file)) && QFile::copy(one.path(file), two.path(file)));
    QCOMPARE(lay(two, QStringLiteral("mifare-3")).status, 0);
    const QList<Ran> rivals = both(third, third);
    QList<int> statuses{rivals[0].status, rivals[1].status};
    std::sort(statuses.begin(), statuses.end());
    QVERIFY2(statuses == (QList<int>{0, 1}), (rivals[0].out + rivals[1].out).constData());
    QCOMPARE(one.json(words("orders --meter") + QStringList{third}).json()[QLatin1String("orders")].toArray().size(),
             1);
}

QTEST_GUILESS_MAIN(CliSale)
#include "tst_clisale.moc"
