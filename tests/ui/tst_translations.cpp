// Everything that a person reads exists in Chinese: no sentence of the sources is missing or unfinished in
// meterdesk_zh_CN.ts, and each carries the same places (%1, %2, %n) as its source.
#include "tests/support/support.h"

#include <QDir>
#include <QFile>
#include <QLibraryInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace meterdesk::test;

namespace {

struct Message {
    QString context, source, translation, type;
};

QList<Message> messagesOf(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QXmlStreamReader xml(&file);
    QList<Message> messages;
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == u"name") {
            context = xml.readElementText();
        } else if (xml.name() == u"message") {
            messages.append({context, {}, {}, {}});
        } else if (xml.name() == u"source") {
            messages.last().source = xml.readElementText();
        } else if (xml.name() == u"translation") {
            messages.last().type = xml.attributes().value(QLatin1String("type")).toString();
            messages.last().translation = xml.readElementText(QXmlStreamReader::IncludeChildElements);
        }
    }
    return messages;
}

QString chinese() {
    return QDir(sourceDir()).filePath(QStringLiteral("translations/meterdesk_zh_CN.ts"));
}

QSet<QString> placesIn(const QString& text) {
    static const QRegularExpression place(QStringLiteral("%[0-9n]"));
    QSet<QString> places;
    auto found = place.globalMatch(text);
    while (found.hasNext())
        places.insert(found.next().captured());
    return places;
}

} // namespace

class TestTranslations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySentenceIsFinishedWithItsPlaces() {
        const QList<Message> messages = messagesOf(chinese());
        QVERIFY(messages.size() > 300);
        for (const Message& each : messages) {
            const QByteArray name = (each.context + QStringLiteral(": ") + each.source).toUtf8();
            QVERIFY2(each.type.isEmpty(), name.constData());
            QVERIFY2(!each.translation.trimmed().isEmpty(), name.constData());
            QVERIFY2(placesIn(each.source) == placesIn(each.translation), name.constData());
        }
    }

    void noSentenceOfTheSourcesIsMissing() {
        QTemporaryDir folder;
        const QString copy = folder.filePath(QStringLiteral("meterdesk_zh_CN.ts"));
        QVERIFY(QFile::copy(chinese(), copy));
        QProcess lupdate;
        lupdate.setWorkingDirectory(sourceDir());
        lupdate.start(QLibraryInfo::path(QLibraryInfo::BinariesPath) + QStringLiteral("/lupdate"),
                      {QStringLiteral("-I"), QStringLiteral("."), QStringLiteral("models"), QStringLiteral("cardio"),
                       QStringLiteral("reports"), QStringLiteral("ui"), QStringLiteral("app"), QStringLiteral("-ts"),
                       copy});
        QVERIFY(lupdate.waitForFinished(120'000));
        QCOMPARE(lupdate.exitCode(), 0);
        QSet<QString> known;
        for (const Message& each : messagesOf(chinese()))
            known.insert(each.context + QLatin1Char('|') + each.source);
        for (const Message& each : messagesOf(copy)) {
            const QString name = each.context + QLatin1Char('|') + each.source;
            QVERIFY2(known.contains(name), qPrintable(QStringLiteral("not translated: ") + name));
            QVERIFY2(each.type != QLatin1String("vanished"), qPrintable(QStringLiteral("no longer said: ") + name));
        }
    }
};

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_translations.moc"
