import { Document, Font, Page, StyleSheet, Text, View, renderToBuffer } from '@react-pdf/renderer'
import type { CredentialSheetText } from '../exports/credential_sheet.js'
import { inStandardFont } from './standard_font_text.js'

// A hyphen added to a password or a command would be typed as a part of it.
Font.registerHyphenationCallback((word) => [word])

const styles = StyleSheet.create({
  page: { padding: 56, fontFamily: 'Helvetica', fontSize: 10.5, lineHeight: 1.5, color: '#1b2430' },
  title: { fontFamily: 'Helvetica-Bold', fontSize: 17, lineHeight: 1.25, marginBottom: 20 },
  label: { color: '#515b68', fontSize: 9.5 },
  value: { fontSize: 12 },
  literal: { fontFamily: 'Courier-Bold', fontSize: 12.5 },
  fact: { marginBottom: 12 },
  warning: {
    marginVertical: 14,
    padding: 12,
    borderLeft: '3pt solid #c7611f',
    backgroundColor: '#fdf1e4',
  },
  heading: { fontFamily: 'Helvetica-Bold', fontSize: 13, marginTop: 10, marginBottom: 4 },
  command: {
    fontFamily: 'Courier',
    fontSize: 8.5,
    marginTop: 8,
    padding: 12,
    backgroundColor: '#eef1f5',
  },
  footer: {
    position: 'absolute',
    bottom: 32,
    left: 56,
    right: 56,
    fontSize: 8.5,
    color: '#515b68',
  },
})

/** `locale` is what a reader's voice is chosen by. */
export interface CredentialPdfProps {
  text: CredentialSheetText
  locale: string
}

function CredentialPdf({ text, locale }: CredentialPdfProps) {
  return (
    <Document title={text.title} language={locale} creator="Habilis" producer="Habilis">
      <Page size="A4" style={styles.page}>
        <Text style={styles.title}>{text.title}</Text>
        {text.facts.map(({ label, value, literal }) => (
          <View key={label} style={styles.fact}>
            <Text style={styles.label}>{label}</Text>
            <Text style={literal ? styles.literal : styles.value}>{inStandardFont(value)}</Text>
          </View>
        ))}
        <View style={styles.warning}>
          <Text>{text.warning}</Text>
        </View>
        <Text style={styles.heading}>{text.firstCall.title}</Text>
        <Text>{text.firstCall.hint}</Text>
        <Text style={styles.command}>{text.firstCall.command}</Text>
        <Text style={styles.footer} fixed>
          {inStandardFont(text.footer)}
        </Text>
      </Page>
    </Document>
  )
}

/** The PDF's bytes. It never touches the disk: there would be a password in a temporary file. */
export function renderCredentialPdf(props: CredentialPdfProps): Promise<Buffer> {
  return renderToBuffer(<CredentialPdf {...props} />)
}
