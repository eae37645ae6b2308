// The table of errors: every code has a name of its own, a sentence and a next step.
#include "models/common/error.h"
#include "tests/support/support.h"

#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QtTest>
#include <algorithm>

using namespace meterdesk;

class TestError : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCodeIsInTheTable() {
        QFile header(test::sourceDir() + QStringLiteral("/models/common/errorcodes.h"));
        QVERIFY(header.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(header.readAll());
        static const QRegularExpression enumerator(QStringLiteral("^    ([A-Z]\\w+),"),
                                                   QRegularExpression::MultilineOption);
        int declared = 0;
        for (auto match = enumerator.globalMatch(text); match.hasNext(); match.next())
            ++declared;
        QVERIFY(declared > 60);
        const QList<ErrorCode> codes = errorCodes();
        QSet<int> distinct;
        for (const ErrorCode code : codes)
            distinct.insert(static_cast<int>(code));
        QCOMPARE(codes.size(), declared);
        QCOMPARE(distinct.size(), declared);
        // Numbered from 0 without gaps, so as many distinct codes as declared are all of them.
        QCOMPARE(*std::max_element(distinct.begin(), distinct.end()), declared - 1);
    }

    void namesAreUniqueAndFitForScripts() {
        static const QRegularExpression kebab(QStringLiteral("\\A[a-z]+(-[a-z]+)*\\z"));
        QSet<QString> names;
        for (const ErrorCode code : errorCodes()) {
            const QString name = Error{code, {}}.name();
            QVERIFY2(kebab.match(name).hasMatch(), qPrintable(name));
            QVERIFY2(!names.contains(name), qPrintable(name));
            names.insert(name);
        }
    }

    void sentencesAreWholeAndFilled() {
        const QString detail = QStringLiteral("3-1-1201 at 50%2 or %1");
        for (const ErrorCode code : errorCodes()) {
            const Error error{code, detail};
            QVERIFY2(error.message().size() > 8, qPrintable(error.name()));
            QVERIFY2(error.next().endsWith(QLatin1Char('.')) || error.next().contains(QLatin1Char(':')),
                     qPrintable(error.name() + QStringLiteral(": ") + error.next()));
            QCOMPARE(error.message(), error.message().trimmed());
            const Error empty{code, {}};
            for (const QString& text : {empty.message(), empty.next()}) {
                QVERIFY2(!text.contains(QLatin1Char('%')), qPrintable(error.name() + QStringLiteral(": ") + text));
            }
        }
    }

    void detailFillsItsPlaces() {
        QCOMPARE((Error{ErrorCode::NotFound, QStringLiteral("meter 5|6 with %1 and %2")}.message()),
                 QStringLiteral("There is no meter 5|6 with %1 and %2."));
        QCOMPARE((Error{ErrorCode::OrderState, QStringLiteral("17|loaded")}.message()),
                 QStringLiteral("Order 17 is loaded; this can't be done with it."));
        QCOMPARE((Error{ErrorCode::NotApplied, QStringLiteral("17")}.next()),
                 QStringLiteral("Lay the card on the reader and send order 17 again, or reverse it."));
    }

    void outcomesGiveTheExitStatus() {
        const auto status = [](ErrorCode code) { return static_cast<int>(Error{code, {}}.outcome()); };
        QCOMPARE(status(ErrorCode::CardNotLoaded), 1);
        QCOMPARE(status(ErrorCode::BadNumber), 2);
        QCOMPARE(status(ErrorCode::BadArgument), 2);
        QCOMPARE(status(ErrorCode::NotApplied), 3);
        QCOMPARE(status(ErrorCode::NoReader), 3);
        QCOMPARE(status(ErrorCode::OutcomeUnknown), 4);
        QCOMPARE(status(ErrorCode::StoreFull), 5);
        QCOMPARE(status(ErrorCode::StoreReadOnly), 5);
    }

    void tryLeavesWithTheError() {
        int reached = 0;
        const auto inner = [&](bool works) -> Result<int> {
            if (!works)
                return fail(ErrorCode::NoCard, QStringLiteral("why"));
            return 5;
        };
        const auto outer = [&](bool works) -> Result<QString> {
            MD_TRY([&]() -> Status {
                MD_TRY(inner(works));
                ++reached;
                return {};
            }());
            MD_GET(number, inner(works));
            return QString::number(number);
        };
        QCOMPARE(outer(true).value(), QStringLiteral("5"));
        QCOMPARE(outer(false).error(), (Error{ErrorCode::NoCard, QStringLiteral("why")}));
        QCOMPARE(reached, 1);
    }
};

QTEST_GUILESS_MAIN(TestError)
#include "tst_error.moc"
