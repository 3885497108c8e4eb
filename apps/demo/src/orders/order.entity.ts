import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** Somebody wants some of an item. */
@Entity('orders')
export class Order {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('varchar')
  item!: string;

  @Column('int')
  quantity!: number;

  @Column('int')
  totalCents!: number;

  @Column('boolean', { default: false })
  isReceiptSent!: boolean;

  @CreateDateColumn()
  placedAt!: Date;
}
