// What stands on a receipt, as text and on paper.
#include "reports/receipt/receipt.h"
#include "ui/common/language.h"

#include <QPdfWriter>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace meterdesk;

namespace {

Receipt sample() {
    Receipt receipt;
    receipt.office = QStringLiteral("翠湖花园物业服务中心");
    receipt.number = 42;
    receipt.at = QDateTime(QDate(2026, 9, 21), QTime(9, 30));
    receipt.apartment = QStringLiteral("3-1-1201");
    receipt.resident = QStringLiteral("王小明");
    receipt.account = QStringLiteral("00000007");
    receipt.meter = QStringLiteral("200100000001");
    receipt.paid = Money{123'405};
    receipt.price = Price{40'000};
    receipt.credit = Credit{308'513, CreditBasis::Quantity};
    receipt.count = 9;
    receipt.totalAfter = 1'000'513;
    receipt.cashier = QStringLiteral("李四");
    return receipt;
}

int columnsOf(const QString& line) {
    int columns = 0;
    for (const QChar each : line)
        columns += each.unicode() >= 0x2E80 ? 2 : 1;
    return columns;
}

} // namespace

class TestReceipt : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { useLanguage(QStringLiteral("en")); }

    void saysWhatWasSold() {
        const QString text = receiptText(sample());
        for (const char* words :
             {"翠湖花园物业服务中心", "00000042", "2026-09-21 09:30:00", "3-1-1201", "王小明", "200100000001",
              "308.513 m³", "1000.513 m³", "¥1234.05", "壹仟贰佰叁拾肆元零伍分", "李四"})
            QVERIFY2(text.contains(QString::fromUtf8(words)), words);
        QVERIFY(!text.contains(QStringLiteral("COPY")));
    }

    void aReprintSaysSo() {
        Receipt copy = sample();
        copy.print = 3;
        QVERIFY(receiptText(copy).contains(QStringLiteral("COPY, print no. 3")));
    }

    void whatWasGivenBackSaysSo() {
        Receipt reversed = sample();
        reversed.givenBack = QDateTime(QDate(2026, 9, 22), QTime(8, 5));
        const QString text = receiptText(reversed);
        QVERIFY(text.contains(QStringLiteral("GIVEN BACK")));
        QVERIFY(text.contains(QStringLiteral("2026-09-22 08:05")));
        QVERIFY(!text.contains(QStringLiteral("Put the card")));
        QVERIFY(!receiptText(sample()).contains(QStringLiteral("GIVEN BACK")));
    }

    void aMoneyMeterHasNoPrice() {
        Receipt money = sample();
        money.credit = Credit{123'405, CreditBasis::Money};
        money.price = {};
        QVERIFY(receiptText(money).contains(QStringLiteral("1234.05 yuan")));
        QVERIFY(!receiptText(money).contains(QStringLiteral("Price")));
    }

    void keepsItsWidth_data() {
        QTest::addColumn<QString>("language");
        QTest::addColumn<int>("columns");
        for (const char* language : {"en", "zh_CN"})
            for (const int columns : {48, 40, 32, 20})
                QTest::newRow((QByteArray(language) + ' ' + QByteArray::number(columns)).constData())
                    << QString::fromLatin1(language) << columns;
    }
    void keepsItsWidth() {
        QFETCH(QString, language);
        QFETCH(int, columns);
        useLanguage(language);
        Receipt lengthy = sample();
        lengthy.resident = QStringLiteral("欧阳").repeated(30);
        lengthy.office = QStringLiteral("An office with a name that goes on and on 翠湖花园物业服务中心");
        lengthy.cashier = QStringLiteral("x").repeated(100);
        for (const Receipt& receipt : {sample(), lengthy}) {
            const QString text = receiptText(receipt, columns);
            for (const QString& line : text.split(QLatin1Char('\n')))
                QVERIFY2(columnsOf(line) <= columns, qPrintable(line));
            QString joined = text;
            joined.remove(QLatin1Char('\n')).remove(QLatin1Char(' '));
            for (const ReceiptLine& line : receiptLines(receipt))
                QVERIFY2(joined.contains(QString(line.value).remove(QLatin1Char(' '))), qPrintable(line.value));
        }
        const QString paid = language == QLatin1String("en") ? QStringLiteral("Paid") : QStringLiteral("实收");
        for (const QString& line : receiptText(sample(), columns).split(QLatin1Char('\n')))
            if (line.startsWith(paid))
                QCOMPARE(columnsOf(line), columns);
    }

    void paperCarriesTheSameAndWrapsLongNames() {
        QTemporaryDir folder;
        Receipt receipt = sample();
        receipt.resident = QStringLiteral("欧阳").repeated(20);
        const QString path = folder.filePath(QStringLiteral("receipt.pdf"));
        QVERIFY(writeReceiptPdf(receipt, path));
        QProcess reader;
        reader.start(QStringLiteral("pdftotext"), {path, QStringLiteral("-")});
        QVERIFY(reader.waitForFinished());
        const QString text = QString::fromUtf8(reader.readAllStandardOutput());
        for (const char* words : {"¥1234.05", "壹仟贰佰叁拾肆元零伍分", "3-1-1201", "翠湖花园物业服务中心"})
            QVERIFY2(text.contains(QString::fromUtf8(words)), qPrintable(text));
        QCOMPARE(text.count(QStringLiteral("欧阳")) + text.count(QStringLiteral("欧\n阳")), 20);

        QProcess info;
        info.start(QStringLiteral("pdfinfo"), {path});
        QVERIFY(info.waitForFinished());
        // 80 mm are 226.77 points; one page however long.
        const QByteArray said = info.readAllStandardOutput();
        QVERIFY2(said.contains("226.7") || said.contains("227 x") || said.contains("226.8"), said.constData());
        QVERIFY2(said.contains("Pages:           1"), said.constData());
    }

    void aLongFooterKeepsToTheLine() {
        Receipt receipt = sample();
        receipt.phone = QStringLiteral("0571-8765 4321");
        receipt.footer = QStringLiteral("请妥善保管本凭证").repeated(6);
        const QString text = receiptText(receipt);
        QVERIFY(text.contains(QStringLiteral("Phone 0571-8765 4321")));
        const qsizetype start = text.indexOf(QStringLiteral("请"));
        const QString footer = text.mid(start);
        QVERIFY(footer.count(QLatin1Char('\n')) >= 3);
        QCOMPARE(footer.simplified().remove(QLatin1Char(' ')), receipt.footer);
        const QStringList lines = footer.split(QLatin1Char('\n'));
        for (const QString& line : lines)
            QVERIFY2(columnsOf(line) <= 40, qPrintable(line));
    }

    void sheetsAreOfOneLengthAndSayWhichTheyAre() {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("sheets.pdf"));
        Receipt copy = sample();
        copy.print = 2;
        {
            QPdfWriter printer(path); // a printer's stand-in: both are paged paint devices
            printer.setResolution(203);
            QVERIFY(paintSheets(printer, {sample(), copy}));
        }
        QProcess info;
        info.start(QStringLiteral("pdfinfo"), {QStringLiteral("-l"), QStringLiteral("2"), path});
        QVERIFY(info.waitForFinished());
        const QString said = QString::fromUtf8(info.readAllStandardOutput());
        QVERIFY2(said.contains(QStringLiteral("Pages:           2")), qPrintable(said));
        const QRegularExpression size(QStringLiteral("Page +([12]) size: +([0-9.]+) x ([0-9.]+)"));
        QList<double> widths, lengths;
        for (auto each = size.globalMatch(said); each.hasNext();) {
            const QRegularExpressionMatch match = each.next();
            widths.append(match.captured(2).toDouble());
            lengths.append(match.captured(3).toDouble());
        }
        QCOMPARE(widths.size(), 2);
        for (const double width : std::as_const(widths))
            QVERIFY2(qAbs(width - 226.77) < 1.5, qPrintable(said)); // 80 mm in points
        QCOMPARE(lengths.at(0), lengths.at(1));
        for (const char* page : {"1", "2"}) {
            QProcess reader;
            reader.start(QStringLiteral("pdftotext"), {QStringLiteral("-f"), QLatin1String(page), QStringLiteral("-l"),
                                                       QLatin1String(page), path, QStringLiteral("-")});
            QVERIFY(reader.waitForFinished());
            const QString text = QString::fromUtf8(reader.readAllStandardOutput());
            QVERIFY2(text.contains(QStringLiteral("¥1234.05")), qPrintable(text));
            QCOMPARE(text.contains(QStringLiteral("COPY, print no. 2")), page[0] == '2');
        }
    }

    void aPdfThatCannotBeWrittenIsRefused() {
        const Status written = writeReceiptPdf(sample(), QStringLiteral("/nowhere/at/all/receipt.pdf"));
        QVERIFY(!written);
        QCOMPARE(written.error().code, ErrorCode::PrinterFailed);
    }
};

QTEST_MAIN(TestReceipt)
#include "tst_receipt.moc"
