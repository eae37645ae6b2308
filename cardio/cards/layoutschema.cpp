// valijson is the JSON Schema engine. Its exceptions end here.
#include "cardio/cards/layoutschema.h"

#include "cardio/cards/jsonguard.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
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

} // namespace

Status checkAgainstSchema(const QJsonObject& layout) {
    static const std::unique_ptr<const valijson::Schema> schema = parsedSchema();
    if (!schema)
        return layoutError(QStringLiteral("$"), QStringLiteral("the schema of layouts can't be read"));
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
    return layoutError(pathOf(deepest.context), QString::fromStdString(deepest.description));
}

} // namespace meterdesk
