/** The rich-text editor's parts: what may be written, and how it is read as plain words. */
import { type Extensions, Mark } from '@tiptap/core';
import Image from '@tiptap/extension-image';
import StarterKit from '@tiptap/starter-kit';

const small = (name: string, tag: 'sub' | 'sup', key: string, other: string) =>
  Mark.create({
    name,
    excludes: other,
    parseHTML: () => [{ tag }],
    renderHTML: () => [tag, 0],
    addKeyboardShortcuts() {
      return { [key]: () => this.editor.commands.toggleMark(name) };
    },
  });

/** What the server keeps as well (backend/common/markup.py). */
export const extensions: Extensions = [
  StarterKit.configure({
    heading: { levels: [2, 3] },
    horizontalRule: false,
    trailingNode: false,
    link: { openOnClick: false, autolink: false, protocols: ['http', 'https', 'mailto', 'tel'] },
  }),
  small('subscript', 'sub', 'Mod-,', 'superscript'),
  small('superscript', 'sup', 'Mod-.', 'subscript'),
  Image.configure({ inline: true, allowBase64: false }),
];
