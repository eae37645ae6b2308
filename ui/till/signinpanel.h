// Signing in and unlocking the keys: one page, before anything else. Threads: GUI.
#pragma once

#include <QFrame>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace meterdesk {

class SignInPanel : public QFrame {
    Q_OBJECT
public:
    explicit SignInPanel(QWidget* parent = nullptr);
    void askName();       // name and password
    void askPassphrase(); // the keys' passphrase
    /// Whose office it is, as soon as that is known; a demo's lets everybody in.
    void setOffice(const QString& name, bool demo);
    void retranslate();

Q_SIGNALS:
    void signInWanted(const QString& name, const QString& password);
    void unlockWanted(const QString& passphrase, bool remember);

protected:
    void keyPressEvent(QKeyEvent* event) override; // Enter on the box that is ticked goes on as well

private:
    void go();
    bool m_passphrase = false;
    bool m_demo = false;
    QString m_office;
    QLabel* m_title;
    QLabel* m_hint;
    QLineEdit* m_name;
    QLineEdit* m_secret;
    QCheckBox* m_remember;
    QPushButton* m_go;
    QPushButton* m_asDemo;
};

} // namespace meterdesk
