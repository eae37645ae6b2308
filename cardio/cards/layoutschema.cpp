// valijson is the JSON Schema engine. Its exceptions end here.
#include "cardio/cards/layoutschema.h"

#include "cardio/cards/jsonguard.h"
#include "cardio/cards/layoutsentences.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <memory>
#include <valijson/adapters/qtjson_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace meterdesk {
namespace {

using valijson::adapters::QtJsonAdapter;

std::unique_ptr<const valijson::Schema> parsedSchema() {
    QFile file(QStringLiteral(":/cardio/layouts/layout.schema.json"));
    if (!file.open(QIODevice::ReadOnly))
        return nullptr;
    const QJsonValue document = QJsonDocument::fromJson(file.readAll()).object();
    auto schema = std::make_unique<valijson::Schema>();
    try {
        valijson::SchemaParser().populateSchema(QtJsonAdapter(document), *schema);
    } catch (const std::exception&) {
        return nullptr;
    }
    return schema;
}

/// valijson names a place as <root>, [areas], [1].
QString pathOf(const std::vector<std::string>& context) {
    QString path = QStringLiteral("$");
    for (const std::string& part : context) {
        const QString step = QString::fromStdString(part);
        if (!step.startsWith(u'['))
            continue;
        const bool index = step.size() > 2 && step.at(1).isDigit();
        path += index ? step : u'.' + step.mid(1, step.size() - 2).remove(u'"');
    }
    return path;
}

/// valijson's sentences in ours, which are translated. One that isn't here stays as it is.
QString inWords(const QString& said) {
    struct Sentence {
        const char* pattern;
        const char* ours; // %1: what the pattern captures
    };
    static const Sentence sentences[] = {
        {"^Missing required property '(.*)'", QT_TRANSLATE_NOOP("meterdesk", "“%1” is missing")},
        {"^Object contains a property .*'([^']*)'\\.$", QT_TRANSLATE_NOOP("meterdesk", "“%1” means nothing here")},
        {"any enum values", QT_TRANSLATE_NOOP("meterdesk", "not one of the words that may stand here")},
        {"regex", QT_TRANSLATE_NOOP("meterdesk", "not written as it has to be here")},
        {"'type' constraint", QT_TRANSLATE_NOOP("meterdesk", "another kind of value belongs here (a text, a number, "
                                                             "a list or an object)")},
        {"greater than or equal to ([0-9]+)", QT_TRANSLATE_NOOP("meterdesk", "less than %1")},
        {"less than or equal to ([0-9]+)", QT_TRANSLATE_NOOP("meterdesk", "more than %1")},
        {"no fewer than ([0-9]+) elements", QT_TRANSLATE_NOOP("meterdesk", "fewer than %1 entries")},
        {"no more than ([0-9]+) elements", QT_TRANSLATE_NOOP("meterdesk", "more than %1 entries")},
        {"no fewer than ([0-9]+) properties", QT_TRANSLATE_NOOP("meterdesk", "fewer than %1 entries")},
        {"no more than ([0-9]+) properties", QT_TRANSLATE_NOOP("meterdesk", "more than %1 entries")},
        {"no fewer than ([0-9]+) characters", QT_TRANSLATE_NOOP("meterdesk", "shorter than %1 characters")},
        {"no more than ([0-9]+) characters", QT_TRANSLATE_NOOP("meterdesk", "longer than %1 characters")},
    };
    for (const Sentence& sentence : sentences) {
        const auto match = QRegularExpression(QLatin1String(sentence.pattern)).match(said);
        if (!match.hasMatch())
            continue;
        const QString ours = tr(sentence.ours);
        return ours.contains(QLatin1String("%1")) ? ours.arg(match.captured(1)) : ours;
    }
    return said;
}

} // namespace

Status checkAgainstSchema(const QJsonObject& layout) {
    static const std::unique_ptr<const valijson::Schema> schema = parsedSchema();
    if (!schema)
        return layoutError(QStringLiteral("$"), tr("the schema of layouts can't be read"));
    valijson::ValidationResults results;
    const QJsonValue document = layout;
    try {
        if (valijson::Validator().validate(*schema, QtJsonAdapter(document), &results))
            return {};
    } catch (const std::exception& error) {
        return layoutError(QStringLiteral("$"), QString::fromUtf8(error.what()));
    }
    // What is said of the deepest place says why; what is said above it only repeats that something is wrong below.
    valijson::ValidationResults::Error deepest;
    for (const auto& error : results) {
        if (error.context.size() > deepest.context.size())
            deepest = error;
    }
    return layoutError(pathOf(deepest.context), inWords(QString::fromStdString(deepest.description)));
}

} // namespace meterdesk
